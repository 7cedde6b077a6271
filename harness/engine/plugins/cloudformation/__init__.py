"""CloudFormation: resource types that LocalStack lacks, and deployments that roll back."""
