/// A member of the consortium: keeps its own copy of the log, checks every rule again, and signs.
///
/// A [MemberNode] is a plain object with a directory, four keys and an HTTP listener; the
/// all-in-one makes several. It speaks the submission protocols C2SP tlog-witness and tlog-mirror
/// and serves what it signed as C2SP tlog-tiles. `docs/member.md` tells how one is run.
@NullMarked
package io.counterfoil.member;

import org.jspecify.annotations.NullMarked;
