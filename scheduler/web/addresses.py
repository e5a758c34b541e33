"""What addresses are made of."""

from collections.abc import Callable

from werkzeug.routing import IntegerConverter, Map, Rule

from scheduler.kernel.db import LARGEST


class Number(IntegerConverter):
    """A thing's number in an address, as large as the databases know."""

    def __init__(self, map: Map) -> None:
        super().__init__(map, max=LARGEST)


class Address(Rule):
    """A rule that is compiled into code that builds addresses when the first one is built: at the start,
    for all rules at once, it would take longer than everything else."""

    def _compile_builder(self, append_unknown: bool = True) -> Callable[..., tuple[str, str]]:
        compile, compiled = super()._compile_builder, list[Callable[..., tuple[str, str]]]()

        def build(rule: Rule, **values: str) -> tuple[str, str]:
            if not compiled:
                compiled.append(compile(append_unknown))
            return compiled[0](rule, **values)

        return build
