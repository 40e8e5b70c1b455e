select 'hello from pgbench' as greeting;
