"""The engine once more, as a loop over tables that Numba compiles: the same flow, the same draws, the same ties as `engine`.

Plain functions on arrays; `compiled` turns them into machine code and puts numpy's unsigned numbers in the place of the `U_…`,
its signed one in that of `I64`, and the compiled helpers in the place of the plain ones (signed and unsigned must not meet: they would become fractions). Nothing here runs without it. `t` is `compiled.Arrays`.
"""

from __future__ import annotations

from .totals import add_row

__all__ = ["arrive", "drive", "mix64", "pop", "push", "replace", "sum_up"]

I64, NEVER = int, 1 << 62
U_16, U_27, U_30, U_31, U_32, U_48, U_52, U_8 = 16, 27, 30, 31, 32, 48, 52, 8
U_LOW, U_1023, U_ONE, U_GOLDEN, U_FIRST, U_SECOND = 65535, 1023, 1, 0x9E3779B97F4A7C15, 0xBF58476D1CE4E5B9, 0x94D049BB133111EB


def mix64(z):
    """SplitMix64's finaliser on unsigned 64 bits."""
    z = (z ^ (z >> U_30)) * U_FIRST
    z = (z ^ (z >> U_27)) * U_SECOND
    return z ^ (z >> U_31)


def push(heap, size, event):
    """Put an event into the heap; the new size."""
    heap[size + 1] = NEVER
    place = size
    while place > 0:
        above = (place - 1) >> 1
        if heap[above] <= event:
            break
        heap[place] = heap[above]
        place = above
    heap[place] = event
    return size + 1


def replace(heap, size, event):
    """Put an event in the place of the first."""
    place = 0
    while True:
        below = 2 * place + 1
        if below >= size:
            break
        # Behind the last event stands one that is never the smaller: no branch that the processor would have to guess.
        below += I64(heap[below + 1] < heap[below])
        if heap[below] >= event:
            break
        heap[place] = heap[below]
        place = below
    heap[place] = event


def pop(heap, size):
    """Take the first event away; the new size."""
    last = heap[size - 1]
    heap[size - 1] = NEVER
    if size > 1:
        replace(heap, size - 1, last)
    return size - 1


def arrive(t, base, order, who, keys):
    """Fill in when each case comes (with its stream and place in the low bits) and its key; how many there are, or -1 if there is no room."""
    axis, weights, gaps, exponential, whole = t.axis, t.weights, t.gaps, t.exponential, t.whole
    count = 0
    for stream in range(gaps.shape[0]):
        end = axis[stream, axis.shape[1] - 1]
        for place in range(gaps.shape[1]):
            mean = gaps[stream, place]
            if mean == 0:
                continue
            # key_of(seed, replication, city, place, stream): each part is one more round.
            first = mix64(mix64(base + U_GOLDEN * (whole[place] + U_ONE)) + U_GOLDEN * (whole[stream] + U_ONE))
            way, slot, key = 0, 0, first
            while True:
                key += U_GOLDEN
                drawn = mix64(key)
                way += ((exponential[drawn >> U_52] * mean) >> 20) + 1
                if way >= end:
                    break
                while axis[stream, slot + 1] <= way:
                    slot += 1
                if count == order.shape[0]:
                    return -1
                at = slot * 1800 + (way - axis[stream, slot]) // weights[stream, slot] + 1
                order[count] = at << 24 | place << 16 | stream << 8
                who[count] = count
                keys[count] = drawn
                count += 1
    return count


def drive(t, order, ranked, keys, count, rows, heap, free, stage_of, variant_of, key_of):
    """Lead `count` cases through the flow, `ranked` in the order of their coming; the rows are filled in."""
    # Each look into `t` would count a reference: they are taken out once.
    stages, works, untils, slip, cut, target, desks, absences = t.stages, t.works, t.untils, t.slip, t.cut, t.target, t.desks, t.absences
    offence_cuts, band_cuts, goods_cut, whole, firsts, closed = t.offence_cuts, t.band_cuts, t.goods_cut, t.whole, t.first, t.closed
    first, places = absences.shape[0], t.gaps.shape[1]
    for pool in range(free.shape[0]):
        for desk in range(desks[pool]):
            free[pool, desk] = 0
    size, born = 0, 0
    for n in range(first):
        size = push(heap, size, absences[n, 0] << 20 | n)
        stage_of[n] = 0
    if count > 0:
        size = push(heap, size, (order[ranked[0]] >> 24) << 20 | first)
    while size > 0:
        event = heap[0]
        now, n = event >> 20, event & 1048575
        if n < first:
            if stage_of[n] != 0:
                size = pop(heap, size)
                continue
            stage_of[n] = 1
            replace(heap, size, serve(free, absences[n, 1], desks[absences[n, 1]], now, absences[n, 2]) << 20 | n)
            continue
        r = n - first
        if r == born:
            came = order[ranked[born]]
            key = keys[ranked[born]]
            place, stream = (came >> 16) & 255, (came >> 8) & 255
            offence, band = 0, 0
            while I64(key & U_LOW) >= offence_cuts[offence]:
                offence += 1
            while I64((key >> U_16) & U_LOW) >= band_cuts[offence, band]:
                band += 1
            goods = 1 if I64((key >> U_32) & U_LOW) < goods_cut else 0
            rows[r, 0], rows[r, 1], rows[r, 2], rows[r, 3], rows[r, 4], rows[r, 5], rows[r, 6], rows[r, 9] = born, place, stream, offence, band, goods, place, now
            variant = band << 3 | goods << 1 | (1 if place == 0 else 0)
            key_of[n] = key
            born += 1
            if born < count:
                size = push(heap, size, (order[ranked[born]] >> 24) << 20 | (n + 1))
            stage, arrived = firsts[stream], True
        else:
            stage, variant, key, arrived = stage_of[n], variant_of[n], key_of[n], False
        draw = mix64(key + U_GOLDEN * whole[stage + 1]) if stages[stage, 8] else U_ONE
        while True:
            if arrived:
                work, until = stages[stage, 2], stages[stage, 3]
                seconds = works[work, draw & U_1023] if work >= 0 else 0
                pool = stages[stage, 0]
                if pool != 0:
                    at = stages[stage, 1]
                    pool += rows[r, 6] if at == 1 else 0 if at == 2 else rows[r, 1]
                    done = serve(free, pool, desks[pool], now, seconds)
                    rows[r, stages[stage, 7]] = now
                    rows[r, stages[stage, 7] + 1] = done - seconds
                elif until >= 0:
                    done = max(now, untils[until, (now - 1) // 1800])
                else:
                    done = now + seconds
                if pool != 0 or done > now:
                    stage_of[n], variant_of[n] = stage, variant
                    replace(heap, size, done << 20 | n)
                    break
            if now > closed:
                size = pop(heap, size)
                break
            rows[r, stages[stage, 9]] = now
            if stages[stage, 4] != 0 and I64(draw >> U_48) < slip[stage, variant]:
                rows[r, 7] |= stages[stage, 4]
                variant |= stages[stage, 5]
            if stages[stage, 6] != 0:
                rows[r, 6] = (rows[r, 1] + 1 + I64((key >> U_8) % whole[places - 1])) % places
            chance, choice = I64((draw >> U_16) & U_LOW), 0
            while chance >= cut[stage, variant, choice]:
                choice += 1
            stage = target[stage, variant, choice]
            if stage < 0:
                rows[r, 8] = -1 - stage
                size = pop(heap, size)
                break
            draw = mix64(key + U_GOLDEN * whole[stage + 1]) if stages[stage, 8] else U_ONE
            arrived = True


def serve(free, pool, desks, now, seconds):
    """Take the desk that is free first; when the work is done."""
    best = 0
    for desk in range(1, desks):
        if free[pool, desk] < free[pool, best]:
            best = desk
    done = max(free[pool, best], now) + seconds
    free[pool, best] = done
    return done


def sum_up(t, rows, count, found):
    """Add the totals of `count` rows to `found`."""
    visits, clocks, begins, slips, special, spans, limits, opens = t.visits, t.clocks, t.begins, t.slips, t.special, t.spans, t.limits, t.opens
    closed_real, closed, window = t.closed_real, t.closed, t.window
    for n in range(count):
        add_row(rows[n], visits, clocks, begins, slips, special, spans, limits, opens, closed_real, closed, window, found)
