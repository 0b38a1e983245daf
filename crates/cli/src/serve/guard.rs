//! Who may ask: this machine, under this address, with the token. Everything else is refused before it is looked at.

use std::net::SocketAddr;

/// What a request says of itself.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Asked<'a> {
    pub(super) host: Option<&'a str>,
    pub(super) origin: Option<&'a str>,
    pub(super) site: Option<&'a str>,
    pub(super) cookie: Option<&'a str>,
    pub(super) bearer: Option<&'a str>,
}

/// What is said to a request that is refused.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Refusal {
    /// A name that is not ours leads here: a page of another site may be rebinding its name to this machine.
    ForeignHost,
    /// A page of another site asks.
    ForeignOrigin,
    /// The token is missing or another.
    NoToken,
}

/// The address that we answer under, and the token.
#[derive(Clone, Debug)]
pub(super) struct Guard {
    hosts: [String; 2],
    token: String,
}

impl Guard {
    pub(super) fn new(address: SocketAddr, token: String) -> Guard {
        Guard { hosts: [address.to_string(), format!("localhost:{}", address.port())], token }
    }

    pub(super) fn token(&self) -> &str {
        &self.token
    }

    /// Host and Origin are ours. A request without a Host is as foreign as one with another.
    pub(super) fn at_home(&self, asked: Asked) -> Result<(), Refusal> {
        let host = asked.host.ok_or(Refusal::ForeignHost)?;
        if !self.hosts.iter().any(|ours| ours.eq_ignore_ascii_case(host)) {
            return Err(Refusal::ForeignHost);
        }
        // The origin must be the very address that was asked, not only one of ours.
        let own =
            |origin: &str| origin.strip_prefix("http://").is_some_and(|rest| rest.eq_ignore_ascii_case(host));
        if asked.origin.is_some_and(|origin| !own(origin)) {
            return Err(Refusal::ForeignOrigin);
        }
        match asked.site {
            Some("cross-site" | "same-site") => Err(Refusal::ForeignOrigin),
            _ => Ok(()),
        }
    }

    /// The cookie or the header holds the token.
    pub(super) fn knows(&self, asked: Asked) -> Result<(), Refusal> {
        let cookies = asked.cookie.unwrap_or_default().split(';').filter_map(|c| c.trim().split_once('='));
        let cookie = cookies.filter(|(name, _)| *name == super::COOKIE).map(|(_, value)| value);
        let bearer = asked.bearer.and_then(|b| b.strip_prefix("Bearer "));
        if cookie.chain(bearer).any(|given| self.is_token(given)) { Ok(()) } else { Err(Refusal::NoToken) }
    }

    /// Compares all of it, so that the time taken tells nothing.
    pub(super) fn is_token(&self, given: &str) -> bool {
        let (a, b) = (self.token.as_bytes(), given.as_bytes());
        a.len() == b.len() && a.iter().zip(b).fold(0, |differ, (x, y)| differ | (x ^ y)) == 0
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn guard() -> Guard {
        Guard::new(SocketAddr::from(([127, 0, 0, 1], 8737)), "0123abcd".into())
    }

    #[test]
    fn only_our_own_address_is_answered() {
        let at = |host, origin, site| guard().at_home(Asked { host, origin, site, ..Asked::default() });
        let ours = Some("127.0.0.1:8737");
        assert_eq!(at(ours, None, None), Ok(()));
        assert_eq!(at(Some("LOCALHOST:8737"), Some("http://localhost:8737"), Some("same-origin")), Ok(()));
        for host in [
            None,
            Some(""),
            Some("evil.example"),
            Some("127.0.0.1"),
            Some("127.0.0.1:80"),
            Some("evil.example:8737"),
        ] {
            assert_eq!(at(host, None, None), Err(Refusal::ForeignHost), "{host:?}");
        }
        for origin in [
            "null",
            "http://evil.example",
            "https://127.0.0.1:8737",
            "http://localhost:8737",
            "http://127.0.0.1:87370",
        ] {
            assert_eq!(at(ours, Some(origin), None), Err(Refusal::ForeignOrigin), "{origin}");
        }
        assert_eq!(at(ours, None, Some("cross-site")), Err(Refusal::ForeignOrigin));
    }

    #[test]
    fn only_the_whole_token_opens() {
        let with = |cookie, bearer| guard().knows(Asked { cookie, bearer, ..Asked::default() });
        assert_eq!(with(Some("a=b; chancery=0123abcd"), None), Ok(()));
        assert_eq!(with(None, Some("Bearer 0123abcd")), Ok(()));
        for (cookie, bearer) in [
            (None, None),
            (Some("chancery=0123abc"), None),
            (Some("chancery=0123abcd0"), None),
            (Some("other=0123abcd"), None),
            (None, Some("0123abcd")),
            (None, Some("Bearer ")),
        ] {
            assert_eq!(with(cookie, bearer), Err(Refusal::NoToken), "{cookie:?} {bearer:?}");
        }
    }
}
