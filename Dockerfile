# One image for the portal, the worker and the commands:
#   docker build -t larder --build-arg COMMIT=$(git rev-parse HEAD) .
#   docker run larder [server | worker | migrate | catalogue | import | keys | audit-purge | doctor] …
# docs/production.md has the rest. The build runs only with the major version of Node that made it.
ARG NODE_VERSION=24

FROM node:${NODE_VERSION}-bookworm-slim AS build
ARG COMMIT
ARG BASE_PATH
WORKDIR /larder
COPY . .
RUN --mount=type=cache,target=/root/.npm COMMIT=$COMMIT BASE_PATH=$BASE_PATH npm run build

FROM node:${NODE_VERSION}-bookworm-slim
ARG COMMIT
LABEL org.opencontainers.image.title="Larder" \
      org.opencontainers.image.description="Device portal: customers open the Amazon Dash Replenishment pages of their devices" \
      org.opencontainers.image.licenses="Apache-2.0" \
      org.opencontainers.image.revision="${COMMIT}"
ENV NODE_ENV=production
WORKDIR /larder
COPY --from=build /larder/package.json ./package.json
COPY --from=build /larder/launcher/run-built.js ./launcher/run-built.js
COPY --from=build /larder/dist ./dist
# The image's user "node", as a number: Kubernetes cannot tell whether a name is root.
USER 1000:1000
EXPOSE 3000
# Of the portal. "live" and not "ready": a new container does not help against a database that is down.
HEALTHCHECK --interval=10s --timeout=5s --start-period=30s --start-interval=1s \
  CMD ["node", "-e", "fetch(`http://127.0.0.1:${process.env.PORT || 3000}/api/health/live`).then(({ ok }) => process.exit(ok ? 0 : 1), () => process.exit(1))"]
ENTRYPOINT ["node", "/larder/launcher/run-built.js"]
CMD ["server"]
