"""What is wrong with a register, said by a code: sentences belong to who knows the language."""


class RegisterFileError(ValueError):
    """The file as a whole cannot be read; `details` fill the sentence of the code."""

    def __init__(self, code, **details):
        super().__init__(code)
        self.code = code
        self.details = details


class RegisterValueError(ValueError):
    """One cell cannot be understood; `value` is what it holds, `column` its header if known."""

    def __init__(self, code, value="", column=""):
        super().__init__(code)
        self.code = code
        self.value = str(value)[:60]
        self.column = column
