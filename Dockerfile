# Serves MCP on stdin and stdout:
#   docker build -t opnsense-mcp .
#   docker run --rm -i --read-only -v opnsense-mcp:/state -e OPNSENSE_URL -e OPNSENSE_API_KEY -e OPNSENSE_API_SECRET opnsense-mcp
FROM node:22-alpine AS build
WORKDIR /src
COPY package.json package-lock.json tsconfig.json ./
RUN npm ci --ignore-scripts --no-audit --no-fund
COPY scripts/build.mjs scripts/bundling.mjs scripts/
COPY src src
RUN node scripts/build.mjs --no-types && rm dist/meta.json

FROM node:22-alpine
WORKDIR /app
COPY --from=build /src/dist dist
COPY LICENSE ./
ENV NODE_ENV=production OPNSENSE_STATE_DIR=/state
RUN mkdir /state && chown node:node /state
VOLUME /state
USER node
ENTRYPOINT ["node", "/app/dist/main.js"]
