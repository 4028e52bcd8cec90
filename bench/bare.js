// The least that Node does for a redirect.
import { createServer } from "node:http";

createServer((_request, response) => {
  response.writeHead(302, { location: "/elsewhere", "content-length": 0 }).end();
}).listen(Number(process.env.PORT), "127.0.0.1");
