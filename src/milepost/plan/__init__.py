"""What an ExecPlan is: its nodes, its canon as data, and questions one can ask of it."""
