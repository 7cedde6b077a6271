"""DynamoDB and its streams inside the engine: moto's tables and expressions, with our atomicity, streams and expiry."""
