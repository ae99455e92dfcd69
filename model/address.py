"""What compiled code reads by address: a record of arrays that a proxy in Python holds meanwhile.

numba counts every reference to an array, and to a record of arrays, whenever compiled code hands it on or
reads it out. Here nothing is counted: whoever calls compiled code has the proxy, and the proxy has the rest.
"""

from __future__ import annotations

from collections.abc import Iterable

from numba import types
from numba.experimental import structref
from numba.extending import NativeValue, box, lower_getattr, models, register_model, unbox

HOLDER = types.MemInfoPointer(types.voidptr)  # what holds the memory behind an address


def by_address(kind: type[types.StructRef], proxy: type, fields: Iterable[str]) -> None:
    """Let compiled code see a record of these fields, held by ``proxy``, as an address."""
    structref.register(kind)
    register_model(kind)(_Address)
    structref.define_constructor(proxy, kind, fields)
    _let_in_and_out(kind, proxy)
    for field in fields:
        _let_read(kind, field)


class _Address(models.StructModel):
    """In numba's own model it is counted who holds the address."""

    def __init__(self, manager, kind):
        super().__init__(manager, kind, [("meminfo", types.voidptr)])


def _let_in_and_out(kind, proxy):
    """How an address comes into compiled code, and how a new record gets a proxy."""

    @unbox(kind)
    def address(of, held, c):
        holder = c.pyapi.object_getattr_string(held, "_meminfo")
        record = c.context.make_helper(c.builder, of)
        record.meminfo = c.unbox(HOLDER, holder).value
        c.pyapi.decref(holder)
        c.context.nrt.decref(c.builder, HOLDER, record.meminfo)
        return NativeValue(record._getvalue())

    @box(kind)
    def hold(of, record, c):
        parts = [c.pyapi.unserialize(c.pyapi.serialize_object(part)) for part in (proxy._numba_box_, of)]
        parts.append(c.box(HOLDER, c.builder.extract_value(record, 0)))
        held = c.pyapi.call_function_objargs(parts[0], parts[1:])
        for part in parts:
            c.pyapi.decref(part)
        return held


def _let_read(kind, field):
    """How compiled code reads a field."""

    @lower_getattr(kind, field)
    def read(context, builder, of, record):
        fields = structref._Utils(context, builder, of).get_data_struct(record)
        return _uncounted(context, builder, of.field_dict[field], getattr(fields, field))


def _uncounted(context, builder, kind, value):
    """The same arrays, alone or in tuples, without the counter of the references to them."""
    if isinstance(kind, types.Array):
        array = context.make_array(kind)(context, builder, value)
        array.meminfo = array.meminfo.type(None)
        array.parent = array.parent.type(None)
        return array._getvalue()
    if isinstance(kind, types.BaseTuple) and any(map(_has_arrays, kind)):
        for i in range(len(kind)):
            part = _uncounted(context, builder, kind[i], builder.extract_value(value, i))
            value = builder.insert_value(value, part, i)
    return value


def _has_arrays(kind):
    """Whether there is anything in a type that is counted: tuples of numbers are left as they are."""
    return isinstance(kind, types.Array) or (
        isinstance(kind, types.BaseTuple) and any(map(_has_arrays, kind))
    )
