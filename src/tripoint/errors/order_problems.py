"""What can be wrong with a file of orders, line by line, and with the reports about them."""

from collections.abc import Mapping

# code → (message, cure), both messages for the catalogues of `present`.
ORDER_PROBLEMS: Mapping[str, tuple[str, str]] = {
    "order_columns": (
        "it lacks the columns {detail}.",
        "Name the columns in the first line; docs/orders.md lists them.",
    ),
    "order_too_many": (
        "it has more than {value} lines.",
        "Split the file by month.",
    ),
    "order_broken_line": (
        "the line has not the cells of the header, or a quotation mark is not closed.",
        "Give every line all cells, and put texts with commas between quotation marks.",
    ),
    "order_line_too_long": (
        "the line is too long.",
        "Shorten it.",
    ),
    "order_formula_in_cell": (
        "a cell of the line holds a formula.",
        "Write the value itself.",
    ),
    "order_error_in_cell": (
        "a cell of the line holds a spreadsheet error.",
        "Write the value itself.",
    ),
    "order_cell_blank": (
        "'{column}' is empty, and it is asked.",
        "Fill it in.",
    ),
    "order_cell_too_long": (
        "'{column}' holds more than 500 characters.",
        "Shorten it.",
    ),
    "order_cell_is_formula": (
        "'{column}' begins as a formula of a spreadsheet does: '{value}'.",
        "Write the text itself.",
    ),
    "order_unit_unknown": (
        "'{value}' is no unit that is read.",
        "Use kg, g, mg, t, L, mL or units.",
    ),
    "order_quantity_unreadable": (
        "'{value}' is no quantity.",
        "Write a number above 0 with a point for decimals: no comma, no thousands separator.",
    ),
    "order_day_unreadable": (
        "'{value}' is no day.",
        "Write it as YYYY-MM-DD.",
    ),
    "order_day_future": (
        "'{value}' is after today.",
        "Give the day on which the order came in.",
    ),
    "order_country_unknown": (
        "'{value}' in '{column}' is no country that is read.",
        "Give two letters: the seller is in US, CA or MX.",
    ),
    "order_term_unknown": (
        "'{value}' in '{column}' is none of the words that are read.",
        "docs/orders.md lists the words; leave it empty if it is not known.",
    ),
    "order_repeated": (
        "the same item of the same order stands twice: {value}.",
        "Leave one of them out, or give the second another order number.",
    ),
    "order_unknown": (
        "the file has no order '{value}' that can be read.",
        "Give an order number as it stands in the file.",
    ),
    "order_no_report": (
        "no report is drafted for '{value}': {detail}.",
        "Look at it with `tripoint order check`.",
    ),
    "order_report_unknown": (
        "the desk has no report about an order with this number.",
        "`tripoint order list` shows the numbers.",
    ),
    "order_report_changed": (
        "somebody else changed it meanwhile.",
        "Look at it again with `tripoint order show`, then repeat the step.",
    ),
    "order_report_not_draft": (
        "it was sent before, and only a draft can be sent.",
        "Look at it with `tripoint order show`.",
    ),
    "order_report_not_sent": (
        "only a report that was sent, and has no answer yet, can be answered.",
        "Look at it with `tripoint order show`; note first that it was sent: `tripoint order send`.",
    ),
    "order_report_day": (
        "{value} cannot be; a day from {detail} is asked.",
        "Correct the day.",
    ),
}
