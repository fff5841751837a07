"""The agencies as a network: plain functions on a networkx graph."""

from .graphs import agency_graph, liaisons, node_link, without
from .layout import network_map
from .measures import betweenness, carries, escalation_path, escalation_paths, reciprocity
from .messages import handover_graph, message_graph, who_waits
from .reach import contacts, cut_agencies, loss_of_each, lost_without
from .sweep import busiest_first, removal_sweep

__all__ = [
    "agency_graph", "betweenness", "busiest_first", "carries", "contacts", "cut_agencies", "escalation_path", "escalation_paths", "handover_graph", "liaisons",
    "loss_of_each", "lost_without", "message_graph", "network_map", "node_link", "reciprocity", "removal_sweep", "who_waits", "without",
]
