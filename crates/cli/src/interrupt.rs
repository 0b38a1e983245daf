//! Ctrl-C: the first asks for an orderly end, the second ends at once.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use crate::Failure;

/// Whether Ctrl-C was pressed since [`listen`].
#[derive(Clone, Debug)]
pub(crate) struct Interrupt(Arc<AtomicBool>);

/// From now on Ctrl-C (or a request to end) is noted, and only the second one kills.
pub(crate) fn listen() -> Result<Interrupt, Failure> {
    let pressed = Arc::new(AtomicBool::new(false));
    for signal in [signal_hook::consts::SIGINT, signal_hook::consts::SIGTERM] {
        // In this order: the second signal finds the flag set and ends the process.
        signal_hook::flag::register_conditional_shutdown(signal, 130, Arc::clone(&pressed))
            .and_then(|_| signal_hook::flag::register(signal, Arc::clone(&pressed)))
            .map_err(|e| Failure::new(format!("signals could not be listened to: {e}")))?;
    }
    Ok(Interrupt(pressed))
}

impl Interrupt {
    pub(crate) fn pressed(&self) -> bool {
        self.0.load(Ordering::Relaxed)
    }
}
