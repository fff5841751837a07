"""What the slides are made of besides their source: page, style, scripts, one picture drawn for a wall."""
