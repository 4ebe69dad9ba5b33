"""Sets of names that are one.

In: pairs of names that are one, and pairs that never are. Out: the sets. Never: a set that holds two names of which it is decided that
they are not one.
"""

from __future__ import annotations

from collections.abc import Iterable

#: An organisation or person as the graph of links knows it: kind and folded name.
Node = tuple[str, str]


class Clusters:
    """Sets of nodes that are one, under the condition that some nodes never are.

    The order of the unions decides only where one contradicts the condition; then the earlier holds.
    """

    def __init__(self, apart: Iterable[tuple[Node, Node]] = ()) -> None:
        self._parent: dict[Node, Node] = {}
        self._members: dict[Node, list[Node]] = {}
        self._enemies: dict[Node, set[Node]] = {}
        for one, other in apart:
            self._enemies.setdefault(one, set()).add(other)
            self._enemies.setdefault(other, set()).add(one)

    def copy(self) -> Clusters:
        """Return the same sets, to be joined further without a change to these."""
        made = Clusters()
        made._parent, made._members, made._enemies = self._parent.copy(), self._members.copy(), self._enemies.copy()
        return made

    def add(self, node: Node) -> None:
        """Make a node known."""
        if node not in self._parent:
            self._parent[node] = node
            self._members[node] = [node]

    def find(self, node: Node) -> Node:
        """Return the node that stands for the set of `node`."""
        self.add(node)
        root = node
        while self._parent[root] != root:
            root = self._parent[root]
        while self._parent[node] != root:
            self._parent[node], node = root, self._parent[node]
        return root

    def members(self, node: Node) -> list[Node]:
        """Return the set of `node`."""
        return self._members[self.find(node)]

    def apart(self, one: Node, other: Node) -> bool:
        """Whether it is decided that the sets of two nodes are not one."""
        one, other = self.find(one), self.find(other)
        enemies = self._enemies.get(one)
        return enemies is not None and any(self.find(enemy) == other for enemy in enemies)

    def join(self, one: Node, other: Node) -> bool:
        """Make two sets one, unless it is decided that they are not; return whether they are one now."""
        one, other = self.find(one), self.find(other)
        if one == other:
            return True
        if one[0] != other[0] or self.apart(one, other):
            return False
        # The larger set keeps its root, for speed; between equals the smaller node, so that no order shows.
        if (-len(self._members[one]), one) > (-len(self._members[other]), other):
            one, other = other, one
        self._parent[other] = one
        self._members[one] = self._members[one] + self._members.pop(other)
        if enemies := self._enemies.pop(other, None):
            self._enemies[one] = self._enemies.get(one, set()) | enemies
        return True
