// Runs LemonLDAP::NG from Debian's packages, with a configuration of its own in a temporary directory.
import { generateKeyPairSync } from "node:crypto";
import { existsSync, mkdirSync, writeFileSync } from "node:fs";
import path from "node:path";
import { type Child, start, waitForAnswer } from "../../launcher/processes";

export const packages =
  "liblemonldap-ng-portal-perl starman libconvert-base32-perl libcrypt-openssl-bignum-perl libcrypt-openssl-rsa-perl libcrypt-openssl-x509-perl libemail-address-xs-perl libemail-sender-perl libgd-securityimage-perl libimage-magick-perl libio-string-perl libmime-tools-perl libstring-random-perl";

const shared = "/usr/share/lemonldap-ng/portal";

const createKeys = () =>
  generateKeyPairSync("rsa", {
    modulusLength: 2048,
    publicKeyEncoding: { type: "spki", format: "pem" },
    privateKeyEncoding: { type: "pkcs8", format: "pem" },
  });

type Client = { id: string; secret: string; url: string };

/** Describes the provider, with its built-in people: dwho is a customer, rtyler support, msmith an administrator. */
function createConfiguration(url: string, directory: string, client: Client): object {
  const { privateKey, publicKey } = createKeys();
  const files = { Directory: `${directory}/sessions`, LockDirectory: `${directory}/sessions/lock` };
  return {
    cfgNum: 1,
    cfgDate: 1,
    cfgVersion: "2.16.1",
    authentication: "Demo",
    userDB: "Same",
    passwordDB: "Demo",
    registerDB: "Null",
    demoExportedVars: { cn: "cn", mail: "mail", uid: "uid" },
    whatToTrace: "_whatToTrace",
    macros: { _whatToTrace: "$uid" },
    groups: { Support: "$uid eq 'rtyler'", "Portal owners": "$uid eq 'msmith'" },
    domain: new URL(url).hostname,
    portal: `${url}/`,
    cookieName: "lemonldap",
    securedCookie: 0,
    portalDisplayResetPassword: 0,
    portalDisplayRegister: 0,
    globalStorage: "Apache::Session::File",
    globalStorageOptions: files,
    persistentStorage: "Apache::Session::File",
    persistentStorageOptions: files,
    localSessionStorage: "Cache::FileCache",
    localSessionStorageOptions: { cache_root: `${directory}/cache`, namespace: "sessions" },
    locationRules: { [new URL(url).hostname]: { default: "accept" } },
    issuerDBOpenIDConnectActivation: 1,
    oidcServiceKeyIdSig: "one",
    oidcServicePrivateKeySig: privateKey,
    oidcServicePublicKeySig: publicKey,
    oidcRPMetaDataOptions: {
      portal: {
        oidcRPMetaDataOptionsClientID: client.id,
        oidcRPMetaDataOptionsClientSecret: client.secret,
        oidcRPMetaDataOptionsIDTokenSignAlg: "RS256",
        oidcRPMetaDataOptionsBypassConsent: 1,
        oidcRPMetaDataOptionsRedirectUris: `${client.url}/api/auth/callback/oidc`,
        oidcRPMetaDataOptionsPostLogoutRedirectUris: `${client.url}/`,
      },
    },
    oidcRPMetaDataExportedVars: { portal: { email: "mail", name: "cn", groups: "groups" } },
    oidcRPMetaDataOptionsExtraClaims: { portal: { profile: "name groups" } },
  };
}

const writeIni = (directory: string) => `[all]
logLevel = warn
[configuration]
type=File
dirName=${directory}/conf
localStorage=Cache::FileCache
localStorageOptions={'namespace'=>'configuration','cache_root'=>'${directory}/cache'}
[portal]
staticPrefix = /static
templateDir = ${shared}/templates
languages = en
`;

const app = `use Plack::Builder;
use Lemonldap::NG::Portal::Main;
my $portal = Lemonldap::NG::Portal::Main->run({});
builder {
  enable 'Static', path => sub { s!^/static/!! }, root => '${shared}/htdocs/static/';
  $portal;
};
`;

/**
 * Starts the provider on a port of 127.0.0.1.
 * @throws when its packages are not installed, naming them
 */
export async function startLemonldap(port: number, directory: string, client: Client): Promise<Child> {
  if (!existsSync(`${shared}/htdocs`) || !existsSync("/usr/bin/starman"))
    throw new Error(`LemonLDAP::NG is missing: apt-get install --no-install-recommends ${packages}`);
  const url = `http://127.0.0.1:${port}`;
  for (const name of ["conf", "sessions/lock", "cache"])
    mkdirSync(path.join(directory, name), { recursive: true });
  const write = (name: string, text: string) => writeFileSync(path.join(directory, name), text);
  write("conf/lmConf-1.json", JSON.stringify(createConfiguration(url, directory, client)));
  write("lemonldap-ng.ini", writeIni(directory));
  write("app.psgi", app);
  const provider = await start(
    "LemonLDAP::NG",
    "/usr/bin/starman",
    ["--listen", `127.0.0.1:${port}`, "--workers", "2", path.join(directory, "app.psgi")],
    {
      logPath: path.join(directory, "provider.log"),
      env: { ...process.env, LLNG_DEFAULTCONFFILE: path.join(directory, "lemonldap-ng.ini") },
    },
  );
  await waitForAnswer(provider, `${url}/.well-known/openid-configuration`);
  return provider;
}
