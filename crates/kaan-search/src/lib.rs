//! Words and typing mistakes in three scripts over one SQL text.
