"""What the department has to publish, where each thing stands, and whether it is on time."""
