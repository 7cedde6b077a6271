"""Amazon Rekognition: labels from what can be measured in a picture, and from what its files say about it."""
