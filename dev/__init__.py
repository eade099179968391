"""What the commands of `bin/` are made of. Standard library only; the addon never imports it."""
