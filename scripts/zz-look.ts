import { demoPartnerEnv } from "/work/main/scripts/demo-data";
import { migrate } from "/work/main/scripts/migrate";
import { startPortal } from "/work/main/scripts/portal";
import { startTemporaryPostgres } from "/work/main/scripts/postgres";
import { seed } from "/work/main/scripts/seed";

const db = await startTemporaryPostgres();
await migrate(db.ownerUrl);
await seed(db.ownerUrl);
const portal = await startPortal({
  port: 3900,
  databaseUrl: db.appUrl,
  sandbox: {
    eu: "http://127.0.0.1:1",
    na: "http://127.0.0.1:1",
    fe: "http://127.0.0.1:1",
    app: "http://127.0.0.1:1",
    issuer: "http://127.0.0.1:1",
  } as never,
  vendorCode: "HEARTHBY",
  clientSecret: "x",
  secret: "for the browser journeys, never used elsewhere",
  env: {
    ...demoPartnerEnv,
    SIGN_IN: "oidc,email",
    SMTP_URL: "smtp://127.0.0.1:1",
    MAIL_FROM: "Hearthby <devices@example.com>",
    PSEUDO_LANGUAGE: "true",
  },
  logs: "/work/look",
});
console.log(JSON.stringify({ ready: true, url: portal.url, owner: db.ownerUrl }));
setInterval(() => {}, 1000);
