"""WHO, and who may? Users, roles, the permission check, audit, disclosure control, retention."""
