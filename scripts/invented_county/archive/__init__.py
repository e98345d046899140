"""The county's archive: forty offices over seven years, as one ZIP file, with what is wrong in it written down."""
