"""Drug-control law asked, orders screened, notices and incidents kept, each with its audit line."""
