//! Both services on loopback, strict as the real ones.
