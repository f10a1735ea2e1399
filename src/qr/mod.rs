//! Links as QR codes: text to modules, modules to terminal cells.
