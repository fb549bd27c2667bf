"""What app would configure: fictitious lines, one of each kind."""


def snapshot(targets=(), version=1, rounds=1, **changes):
    """`targets`: (name, address, seconds) of the emergency hunt."""
    made = {
        "version": version,
        "lines": [
            line("+390655501000", {"kind": "menu", "target": "principal"}),
            line("+390655501001", {"kind": "hunt", "target": "urgente"}, emergency=True),
            line("+390655501002", {"kind": "queue", "target": "roma"}, record=True),
            line("+390655501003", {"kind": "voicemail", "target": "mesaj"}),
            line("+390655501004", {"kind": "say", "text": {"ro": "Bună ziua. Ați sunat la consulatul de probă. Programul este de luni până vineri."}}),
        ],
        "menus": [{
            "name": "principal",
            "prompt": {"ro": "Pentru urgențe apăsați 1. Pentru informații apăsați 2."},
            "options": [{"key": "1", "action": {"kind": "hunt", "target": "urgente"}},
                        {"key": "2", "action": {"kind": "queue", "target": "roma"}},
                        {"key": "3", "action": {"kind": "voicemail", "target": "mesaj"}}],
            "repeats": 2, "otherwise": {"kind": "hangup"}}],
        "hunts": [{"name": "urgente", "rounds": rounds,
                   "targets": [{"name": name, "address": address, "seconds": seconds} for name, address, seconds in targets],
                   "otherwise": {"kind": "queue", "target": "roma"}}],
        "queues": [{"name": "roma", "announcement": {"ro": "Vă rugăm să așteptați."}, "announce_seconds": 20,
                    "patience_seconds": 60, "otherwise": {"kind": "voicemail", "target": "mesaj"}}],
        "voicemails": [{"name": "mesaj", "prompt": {"ro": "Lăsați un mesaj."}, "most_seconds": 30}],
        "trunks": [],
        "recording_notice": {"ro": "Apelul se înregistrează."},
        "accept_prompt": {"ro": "Apel de urgență. Apăsați 1 pentru a răspunde."},
        "trying": {"ro": "Căutăm consulul de serviciu."},
        "goodbye": {"ro": "La revedere."},
    }
    made.update(changes)
    return made


def line(number, action, record=False, emergency=False):
    return {"id": number[-4:], "number": number, "language": "ro", "record": record, "emergency": emergency, "action": action}
