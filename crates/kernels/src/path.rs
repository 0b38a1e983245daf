//! Which instructions the kernels use, chosen at run time.

/// A set of instructions that this processor has.
///
/// A value of a fast path can only be got where the processor was asked for it.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Path(pub(crate) Kind);

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Kind {
    Portable,
    #[cfg(target_arch = "x86_64")]
    Avx2(crate::lanes::Avx2),
    #[cfg(target_arch = "x86_64")]
    Avx512(crate::lanes::Avx512),
}

impl Path {
    /// The path that needs nothing of the processor.
    pub fn portable() -> Path {
        Path(Kind::Portable)
    }

    /// The fastest path of this processor.
    pub fn best() -> Path {
        Path::all().pop().unwrap_or(Path::portable())
    }

    /// Every path of this processor, the slowest first.
    pub fn all() -> Vec<Path> {
        #[allow(unused_mut, reason = "only some processors have more")]
        let mut all = vec![Path::portable()];
        #[cfg(target_arch = "x86_64")]
        {
            all.extend(crate::lanes::Avx2::found().map(|found| Path(Kind::Avx2(found))));
            all.extend(crate::lanes::Avx512::found().map(|found| Path(Kind::Avx512(found))));
        }
        all
    }

    /// The path of this name (`portable`, `avx2`, `avx512`), if this processor has it.
    pub fn named(name: &str) -> Option<Path> {
        Path::all().into_iter().find(|path| path.name() == name)
    }

    /// `portable`, `avx2` or `avx512`.
    pub fn name(self) -> &'static str {
        match self.0 {
            Kind::Portable => "portable",
            #[cfg(target_arch = "x86_64")]
            Kind::Avx2(_) => "avx2",
            #[cfg(target_arch = "x86_64")]
            Kind::Avx512(_) => "avx512",
        }
    }
}

/// Runs `$generic(lanes, args…)` compiled for the path's instructions.
macro_rules! on_path {
    ($path:expr, $generic:ident($($arg:ident: $kind:ty),* $(,)?)) => {{
        #[cfg(target_arch = "x86_64")]
        #[target_feature(enable = "avx2,fma")]
        fn on_avx2(lanes: $crate::lanes::Avx2, $($arg: $kind),*) {
            $generic(lanes, $($arg),*);
        }
        #[cfg(target_arch = "x86_64")]
        #[target_feature(enable = "avx2,fma,avx512f,avx512bw,avx512vl,avx512vnni")]
        fn on_avx512(lanes: $crate::lanes::Avx512, $($arg: $kind),*) {
            $generic(lanes, $($arg),*);
        }
        match $path.0 {
            $crate::path::Kind::Portable => $generic($crate::lanes::Portable, $($arg),*),
            #[cfg(target_arch = "x86_64")]
            // SAFETY: a value of `Avx2` exists only where the processor was found to have these instructions.
            $crate::path::Kind::Avx2(lanes) => unsafe { on_avx2(lanes, $($arg),*) },
            #[cfg(target_arch = "x86_64")]
            // SAFETY: a value of `Avx512` exists only where the processor was found to have these instructions.
            $crate::path::Kind::Avx512(lanes) => unsafe { on_avx512(lanes, $($arg),*) },
        }
    }};
}
pub(crate) use on_path;
