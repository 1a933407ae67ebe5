export const id = 108;
export const ids = [108];
export const modules = {

/***/ 3727:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

// ESM COMPAT FLAG
__webpack_require__.r(__webpack_exports__);

// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  distributionClient: () => (/* binding */ distributionClient)
});

// EXTERNAL MODULE: external "node:crypto"
var external_node_crypto_ = __webpack_require__(7598);
// EXTERNAL MODULE: external "node:fs"
var external_node_fs_ = __webpack_require__(3024);
// EXTERNAL MODULE: ./node_modules/undici/index.js
var undici = __webpack_require__(6752);
// EXTERNAL MODULE: ./build/image/manifest.js
var manifest = __webpack_require__(9941);
// EXTERNAL MODULE: ./build/lib/failure.js
var failure = __webpack_require__(982);
;// CONCATENATED MODULE: ./build/registry/challenge.js
function parseChallenge(header) {
    const match = header?.match(/(?:^|,\s*)(basic|bearer)(?:\s+|$)/i);
    if (!header || !match)
        return undefined;
    const parameters = {};
    const rest = header.slice((match.index ?? 0) + match[0].length);
    const parameter = /\s*([\w-]+)\s*=\s*(?:"((?:[^"\\]|\\.)*)"|([^\s,"]+))\s*(?:,|$)/y;
    for (let found = parameter.exec(rest); found; found = parameter.exec(rest)) {
        const [, name = '', quoted, plain = ''] = found;
        parameters[name.toLowerCase()] = quoted?.replace(/\\(.)/g, '$1') ?? plain;
    }
    return { scheme: match[1]?.toLowerCase(), parameters };
}
const isLoopback = (host) => /^(localhost|127\.\d+\.\d+\.\d+|\[::1\])(:\d+)?$/.test(host);
function isOwnRealm(registry, realm) {
    if (realm.host === registry)
        return realm.protocol === 'https:' || isLoopback(registry);
    if (realm.protocol !== 'https:' || isLoopback(registry))
        return false;
    const labels = registry.replace(/:\d+$/, '').split('.');
    const domain = labels.slice(labels.length > 2 ? 1 : 0).join('.');
    return /\.[a-z]/i.test(domain) && (realm.hostname === domain || realm.hostname.endsWith(`.${domain}`));
}

;// CONCATENATED MODULE: ./build/registry/distribution-client.js






const MANIFEST_LIMIT = 4 * 1024 * 1024;
const BLOB_LIMIT = 8 * 1024 * 1024;
function distributionClient({ host: given, repository: path, ...options }) {
    const { host, repository } = locate(given, path);
    const origin = `${isLoopback(host) ? 'http' : 'https'}://${host}`;
    const base = `${origin}/v2/${repository}`;
    const name = `${given}/${path}`;
    const send = sender({ host, origin, name, scope: `repository:${repository}:pull,push`, ...options });
    return {
        name,
        async readManifest(reference) {
            const answer = await send('read the image', `${base}/manifests/${reference}`, {
                headers: { accept: manifest/* MANIFEST_TYPES */._P.join(', ') },
            });
            if (answer.status === 404)
                return drop(answer);
            const bytes = await bodyOf(await expect(answer, name, 'read the image', 200), MANIFEST_LIMIT, name);
            return toStored(reference, bytes, answer.headers.get('content-type') ?? '', name);
        },
        async hasBlob(digest) {
            const answer = await send('look for a layer', `${base}/blobs/${digest}`, { method: 'HEAD' });
            if (answer.status === 404)
                return false;
            await expect(answer, name, 'look for a layer', 200);
            return true;
        },
        async readBlob(digest) {
            const answer = await send('read the image', `${base}/blobs/${digest}`, {});
            const bytes = await bodyOf(await expect(answer, name, 'read the image', 200), BLOB_LIMIT, name);
            if (digestOf(bytes) !== digest)
                throw (0,failure/* failure */.V2)(`${name} returned something else for ${digest}: ${digestOf(bytes)}.`);
            return bytes;
        },
        async pushBlob(digest, file) {
            const started = await send('push a layer', `${base}/blobs/uploads/`, { method: 'POST' });
            await expect(started, name, 'push a layer', 202);
            const location = new URL(started.headers.get('location') ?? '', `${base}/blobs/uploads/`);
            location.searchParams.set('digest', digest);
            const body = await (0,external_node_fs_.openAsBlob)(file);
            const answer = await send('push a layer', location.href, {
                method: 'PUT',
                headers: { 'content-type': 'application/octet-stream' },
                body,
            });
            await drop(await expect(answer, name, 'push a layer', 201));
        },
        async pushManifest(reference, { digest, mediaType, text }) {
            const what = reference === digest ? 'push the manifest' : `put the tag "${reference}"`;
            const answer = await send(what, `${base}/manifests/${reference}`, {
                method: 'PUT',
                headers: { 'content-type': mediaType },
                body: text,
            });
            await drop(await expect(answer, name, what, 201));
            const put = answer.headers.get('docker-content-digest') ?? digest;
            if (put !== digest)
                throw (0,failure/* failure */.V2)(`${name} took the manifest ${digest} as ${put}.`);
        },
    };
}
function locate(host, repository) {
    if (host !== 'docker.io' && host !== 'index.docker.io')
        return { host, repository };
    return { host: 'registry-1.docker.io', repository: repository.includes('/') ? repository : `library/${repository}` };
}
function sender({ host, origin, name, scope, auth, mask, signal }) {
    const dispatcher = new undici/* EnvHttpProxyAgent */.J2();
    let authorization = auth && `Basic ${auth}`;
    let token;
    const request = async (what, url, init) => {
        const isOwn = new URL(url).origin === origin;
        const headers = { ...init.headers, ...(isOwn && authorization && { authorization }) };
        try {
            return await (0,undici/* fetch */.hd)(url, { ...init, headers, dispatcher, signal, redirect: 'manual' });
        }
        catch (cause) {
            signal.throwIfAborted();
            const { message, code } = (cause.cause ?? cause);
            throw (0,failure/* failure */.V2)(`${name}: could not ${what}: ${new URL(url).host} could not be reached: ${message}${code ? ` (${code})` : ''}. Check the name and the network.`, { cause });
        }
    };
    const login = async (realm, service) => {
        const url = URL.parse(realm);
        if (!url || !isOwnRealm(host, url)) {
            throw (0,failure/* failure */.V2)(`${name}: the registry wants its password sent to ${(0,failure/* cut */.Jj)(realm)}, which is not its own host. Nothing was sent.`);
        }
        if (service)
            url.searchParams.set('service', service);
        url.searchParams.set('scope', scope);
        const headers = auth ? { authorization: `Basic ${auth}` } : {};
        const answer = await (0,undici/* fetch */.hd)(url, { headers, dispatcher, signal, redirect: 'manual' });
        const text = (await bodyOf(await expect(answer, name, 'log in', 200), MANIFEST_LIMIT, name)).toString();
        const { token, access_token: accessToken = token } = parseJson(text);
        if (!accessToken)
            throw (0,failure/* failure */.V2)(`${name}: ${url.host} answered the login without a token.`);
        mask(accessToken);
        return `Bearer ${accessToken}`;
    };
    const follow = async (what, url, init) => {
        const answer = await request(what, url, init);
        const location = [301, 302, 303, 307, 308].includes(answer.status) && answer.headers.get('location');
        if (!location || init.body)
            return answer;
        await drop(answer);
        const target = new URL(location, url);
        if (target.protocol !== 'https:' && !isLoopback(host)) {
            throw (0,failure/* failure */.V2)(`${name}: the registry redirects to ${(0,failure/* cut */.Jj)(target.origin)}, which is not https.`);
        }
        return request(what, target.href, init);
    };
    return async (what, url, init) => {
        const sent = authorization;
        const answer = await follow(what, url, init);
        if (answer.status !== 401 || new URL(url).origin !== origin)
            return answer;
        const { scheme, parameters } = parseChallenge(answer.headers.get('www-authenticate')) ?? {};
        if (scheme !== 'bearer' || !parameters?.realm)
            return answer;
        await drop(answer);
        if (sent === authorization) {
            token ??= login(parameters.realm, parameters.service).finally(() => {
                token = undefined;
            });
            authorization = await token;
        }
        return follow(what, url, init);
    };
}
async function expect(answer, name, what, status) {
    if (answer.status === status)
        return answer;
    const text = (await bodyOf(answer, MANIFEST_LIMIT, name).catch(() => Buffer.alloc(0))).toString();
    const [error] = parseJson(text).errors ?? [];
    const said = error ? `${error.code}: ${error.message}` : text.trim() || answer.statusText;
    throw (0,failure/* failure */.V2)(`${name}: could not ${what}: ${meaningOf(answer.status, error?.code)} It answered ${answer.status} ${(0,failure/* cut */.Jj)(said)}`.trim());
}
function meaningOf(status, code) {
    if (status === 429 || code === 'TOOMANYREQUESTS') {
        return 'The registry takes no more requests for now (Docker Hub counts those of all who are not logged in by their address). Log in, or run it again later.';
    }
    if (status === 401)
        return 'The registry did not take the login. Check the user and the password or token.';
    if (status === 403 || code === 'DENIED')
        return 'The registry denied it. The user needs the right to push to the repository.';
    if (status === 404 || code === 'NAME_UNKNOWN')
        return 'The registry has no such repository, or hides it from this user.';
    if (status === 413)
        return 'It is larger than the registry, or a proxy before it, takes.';
    return status >= 500 ? 'The registry failed. Run it again later.' : 'The registry refused it.';
}
async function bodyOf(answer, limit, name) {
    const chunks = [];
    let size = 0;
    for await (const chunk of answer.body ?? []) {
        size += chunk.length;
        if (size > limit)
            throw (0,failure/* failure */.V2)(`${name}: the registry answered with more than ${limit} bytes.`);
        chunks.push(chunk);
    }
    return Buffer.concat(chunks);
}
async function drop(answer) {
    await answer.body?.cancel();
}
function toStored(reference, bytes, mediaType, name) {
    const digest = digestOf(bytes);
    if (reference.includes(':') && reference !== digest) {
        throw (0,failure/* failure */.V2)(`${name} returned something else for ${reference}: its digest is ${digest}.`);
    }
    const text = bytes.toString();
    const manifest = parseJson(text);
    return { digest, text, mediaType: manifest.mediaType ?? mediaType.replace(/;.*/, ''), manifest };
}
const digestOf = (bytes) => `sha256:${(0,external_node_crypto_.createHash)('sha256').update(bytes).digest('hex')}`;
function parseJson(text) {
    try {
        const value = JSON.parse(text);
        return value instanceof Object ? value : {};
    }
    catch {
        return {};
    }
}


/***/ })

};
