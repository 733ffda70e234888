"""Preview and printing of PDF.

`PdfPreview(bench, title, pdf, parent).open()` shows one, from bytes or a file. To print without looking, run
`job.carry_out` in the worker with a printer from `job.printer_for`.
"""
