"""The engine once more, as a loop over tables that Numba compiles: the same flow, the same draws, the same ties as `engine`.

Plain functions on arrays; `compiled` turns them into machine code and puts numpy's unsigned numbers in the place of the `U_…`
and the compiled helpers in the place of the plain ones. Nothing here runs without it. `t` is `compiled.Arrays`.
"""

from __future__ import annotations

from .breaches import count_breaches
from .totals import add_filing, add_row

__all__ = ["arrive", "drive", "mix64", "pop", "push", "replace", "sum_up"]

U_16, U_27, U_30, U_31, U_32, U_48, U_52, U_8 = 16, 27, 30, 31, 32, 48, 52, 8
U_LOW, U_1023, U_ONE, U_GOLDEN, U_FIRST, U_SECOND = 65535, 1023, 1, 0x9E3779B97F4A7C15, 0xBF58476D1CE4E5B9, 0x94D049BB133111EB


def mix64(z):
    """SplitMix64's finaliser on unsigned 64 bits."""
    z = (z ^ (z >> U_30)) * U_FIRST
    z = (z ^ (z >> U_27)) * U_SECOND
    return z ^ (z >> U_31)


def push(heap, size, event):
    """Put an event into the heap; the new size."""
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
        if below + 1 < size and heap[below + 1] < heap[below]:
            below += 1
        if heap[below] >= event:
            break
        heap[place] = heap[below]
        place = below
    heap[place] = event


def pop(heap, size):
    """Take the first event away; the new size."""
    if size > 1:
        replace(heap, size - 1, heap[size - 1])
    return size - 1


def arrive(t, base, order, who, keys):
    """Fill in when each case comes (with its stream and place in the low bits) and its key; how many there are, or -1 if there is no room."""
    count = 0
    for stream in range(t.gaps.shape[0]):
        end = t.axis[stream, t.axis.shape[1] - 1]
        for place in range(t.gaps.shape[1]):
            mean = t.gaps[stream, place]
            if mean == 0:
                continue
            # key_of(seed, replication, city, place, stream): each part is one more round.
            first = mix64(mix64(base + U_GOLDEN * (t.whole[place] + U_ONE)) + U_GOLDEN * (t.whole[stream] + U_ONE))
            way, slot, key = 0, 0, first
            while True:
                key += U_GOLDEN
                drawn = mix64(key)
                way += ((t.exponential[drawn >> U_52] * mean) >> 20) + 1
                if way >= end:
                    break
                while t.axis[stream, slot + 1] <= way:
                    slot += 1
                if count == order.shape[0]:
                    return -1
                at = slot * 1800 + (way - t.axis[stream, slot]) // t.weights[stream, slot] + 1
                order[count] = at << 24 | place << 16 | stream << 8
                who[count] = count
                keys[count] = drawn
                count += 1
    return count


def drive(t, order, ranked, keys, count, rows, heap, free, stage_of, variant_of, key_of):
    """Lead `count` cases through the flow, `ranked` in the order of their coming; the rows are filled in."""
    first, head, places = t.absences.shape[0], 10, t.gaps.shape[1]
    for pool in range(free.shape[0]):
        for desk in range(t.desks[pool]):
            free[pool, desk] = 0
    size, born = 0, 0
    for n in range(first):
        size = push(heap, size, t.absences[n, 0] << 20 | n)
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
            replace(heap, size, serve(free, t.absences[n, 1], t.desks[t.absences[n, 1]], now, t.absences[n, 2]) << 20 | n)
            continue
        row = rows[n - first]
        if n - first == born:
            came = order[ranked[born]]
            key = keys[ranked[born]]
            place, stream = (came >> 16) & 255, (came >> 8) & 255
            offence, band = 0, 0
            while (key & U_LOW) >= t.offence_cuts[offence]:
                offence += 1
            while ((key >> U_16) & U_LOW) >= t.band_cuts[offence, band]:
                band += 1
            goods = 1 if ((key >> U_32) & U_LOW) < t.goods_cut else 0
            row[0], row[1], row[2], row[3], row[4], row[5], row[6], row[9] = born, place, stream, offence, band, goods, place, now
            variant = band << 3 | goods << 1 | (1 if place == 0 else 0)
            key_of[n] = key
            born += 1
            if born < count:
                size = push(heap, size, (order[ranked[born]] >> 24) << 20 | (n + 1))
            stage, arrived = t.first[stream], True
        else:
            stage, variant, key, arrived = stage_of[n], variant_of[n], key_of[n], False
        draw = mix64(key + U_GOLDEN * t.whole[stage]) if t.random[stage] else U_ONE
        while True:
            if arrived:
                seconds = t.works[t.work[stage], draw & U_1023] if t.work[stage] >= 0 else 0
                pool = t.pool[stage]
                if pool != 0:
                    at = t.at[stage]
                    pool += row[6] if at == 1 else 0 if at == 2 else row[1]
                    done = serve(free, pool, t.desks[pool], now, seconds)
                    row[t.asked[stage]] = now
                    row[t.asked[stage] + 1] = done - seconds
                elif t.until[stage] >= 0:
                    done = max(now, t.untils[t.until[stage], (now - 1) // 1800])
                else:
                    done = now + seconds
                if pool != 0 or done > now:
                    stage_of[n], variant_of[n] = stage, variant
                    replace(heap, size, done << 20 | n)
                    break
            if now > t.closed:
                size = pop(heap, size)
                break
            row[head + stage] = now
            if t.slip[stage, variant] != 0 and (draw >> U_48) < t.slip[stage, variant]:
                row[7] |= t.bit[stage]
                variant |= t.mark[stage]
            if t.moves[stage]:
                row[6] = (row[1] + 1 + (key >> U_8) % t.whole[places - 1]) % places
            chance, choice = (draw >> U_16) & U_LOW, 0
            while chance >= t.cut[stage, variant, choice]:
                choice += 1
            stage = t.target[stage, variant, choice]
            if stage < 0:
                row[8] = -1 - stage
                size = pop(heap, size)
                break
            draw = mix64(key + U_GOLDEN * t.whole[stage]) if t.random[stage] else U_ONE
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
    for n in range(count):
        count_breaches(rows[n], t.clocks, t.slips, t.special, t.limits, t.opens, t.closed_real, found[t.where[0] : t.where[1]])
        add_row(rows[n], t.visits, t.where[2], t.window, t.closed, t.where[1], found)
        add_filing(rows[n], t.where[3], t.decided, t.opens, t.where[4], found)
