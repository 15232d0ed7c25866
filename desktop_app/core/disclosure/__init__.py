"""A disclosure (一条公开信息): its values, its states, its seal, its review and its story."""
