//! Days worked out from short reports written for the purpose.
