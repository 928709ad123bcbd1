// Places an order with the generated types, reads it back, and is refused as the types say. Arguments: the API's address, an access token.
import createClient from "openapi-fetch";
import type { paths } from "./schema.js";

const [baseUrl, token] = process.argv.slice(2);
const api = createClient<paths>({ baseUrl, headers: { Authorization: `Bearer ${token}` } });

const placed = await api.POST("/api/orders", {
  params: { header: { "Idempotency-Key": "generated-client" } },
  body: { customerId: "C-0001", items: [{ description: "Walnut desk", quantity: 1 }] },
});
if (!placed.data) throw new Error(JSON.stringify(placed.error));

const read = await api.GET("/api/orders/{orderId}", { params: { path: { orderId: placed.data.orderId } } });
if (!read.data) throw new Error(JSON.stringify(read.error));
const status: "Placed" | "Scheduled" | "Shipped" | "Cancelled" | "Rejected" = read.data.status;

const refused = await api.GET("/api/orders", { params: { query: { search: "x", limit: 501 } } });
console.log(JSON.stringify({ orderId: read.data.orderId, status, refusedAs: refused.error?.type }));
