// A short session of Node's pg; the connection comes from libpq's environment variables.
const { Client } = require('pg');

async function main() {
  const encrypted = process.env.PGSSLMODE === 'require';
  // pg reads PGSSLMODE too, and would verify the certificate.
  delete process.env.PGSSLMODE;
  const client = new Client({ ssl: encrypted ? { rejectUnauthorized: false } : false });
  await client.connect();
  const result = await client.query('select $1::text as greeting', ['hello from node']);
  console.log(result.rows[0].greeting);
  await client.end();
}

main().catch((error) => {
  console.error(error);
  process.exit(1);
});
