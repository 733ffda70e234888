"""熠星方案: answering the self-diagnosis, the consensus, the report."""
