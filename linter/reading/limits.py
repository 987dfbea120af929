"""What a file may cost before it is refused: each limit is far beyond any real report."""

FILE_BYTES = 50_000_000  # docx, pdf, ofd and old Word, pictures included
PACKAGE_ENTRIES = 2_000
PACKAGE_BYTES = 200_000_000  # all parts of a package, unpacked
PART_RATIO = 200  # unpacked : packed, for parts above PART_FLOOR
PART_FLOOR = 1_000_000
XML_DEPTH = 400  # Word nests some 15 deep; nested tables and content controls 8 more each
HTML_DEPTH = 1_000
PDF_PAGES = 1_000
OFD_PAGES = 1_000
OFD_OBJECTS = 1_000_000  # objects and characters of all pages together: resources can refer to each other
OFD_OBJECT_BYTES = 50  # that an object takes at least in the XML of its page
OFD_NESTED = 20  # blocks inside blocks
OFFICE_SECONDS = 40.0  # of LibreOffice; below the 60 seconds of a file
