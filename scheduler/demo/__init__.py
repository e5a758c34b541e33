"""The demonstration's data: real meetings as published, and a fictitious one of any size."""
