"""Text as published becomes a coded value; pure, by column."""
