// What Python does with a question. The tool that keeps Python's memory runs it too, so the kept memory already knows it.

export const ANSWER = `
import json
import ipcoord_sim
from ipcoord_sim.errors import IpcoordError

def answer(name, args):
    """The line that the command line prints, after a 0; a refusal is its sentence, after a 2."""
    try:
        return "0" + json.dumps(ipcoord_sim.call(name, json.loads(args)), ensure_ascii=False)
    except IpcoordError as refused:
        return "2" + refused.zh
`;
