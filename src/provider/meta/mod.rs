//! Meta's WhatsApp Cloud API (Graph).
