export { type Budget, consume, consumeEach } from "./consume";
export { type Limit, limitNames } from "./limiter";
export { refund } from "./refund";
export { retryAfter } from "./retry-after";
