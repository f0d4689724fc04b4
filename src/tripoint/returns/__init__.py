"""The national return: its form as a workbook and for machines, and what is wrong with a filled one."""
