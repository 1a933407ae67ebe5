import { createRequire as __WEBPACK_EXTERNAL_createRequire } from "module";
/******/ var __webpack_modules__ = ({

/***/ 4158:
/***/ ((module, __unused_webpack_exports, __nccwpck_require__) => {


/**
 * @license
 * Copyright 2020 Balena Ltd.
 *
 * Licensed under the Apache License, Version 2.0 (the "License");
 * you may not use this file except in compliance with the License.
 * You may obtain a copy of the License at
 *
 *    http://www.apache.org/licenses/LICENSE-2.0
 *
 * Unless required by applicable law or agreed to in writing, software
 * distributed under the License is distributed on an "AS IS" BASIS,
 * WITHOUT WARRANTIES OR CONDITIONS OF ANY KIND, either express or implied.
 * See the License for the specific language governing permissions and
 * limitations under the License.
 *
 * ------------------------------------------------------------------------
 *
 * Copyright 2018 Zeit, Inc.
 * Licensed under the MIT License. See file LICENSE.md for a full copy.
 *
 * ------------------------------------------------------------------------
 */

/**
 * This module implements the [dockerignore
 * spec](https://docs.docker.com/engine/reference/builder/#dockerignore-file),
 * closely following Docker's (Moby) Golang implementation:
 * https://github.com/moby/moby/blob/v19.03.8/builder/dockerignore/dockerignore.go
 * https://github.com/moby/moby/blob/v19.03.8/pkg/fileutils/fileutils.go
 * https://github.com/moby/moby/blob/v19.03.8/pkg/archive/archive.go#L825
 *
 * Something the spec is not clear about, but we discovered by reading source code
 * and testing against the "docker build" command, is the handling of backslashes and
 * forward slashes as path separators and escape characters in the .dockerignore file
 * across platforms including Windows, Linux and macOS:
 *
 * * On Linux and macOS, only forward slashes can be used as path separators in the
 *   .dockerignore file, and the backslash works as an escape character.
 * * On Windows, both forward slashes and backslashes are allowed as path separators
 *   in the .dockerignore file, and the backslash is not used as an escape character.
 *
 * This is consistent with how Windows works generally: both forward slashes and
 * backslashes are accepted as path separators by the cmd.exe Command Prompt or
 * PowerShell, and by library functions like the Golang filepath.Clean or the
 * Node.js path.normalize.
 *
 * Similarly, path strings provided to the IgnoreBase.ignores() and IgnoreBase.filter()
 * methods can use either forward slashes or backslashes as path separators on Windows,
 * but only forward slashes are accepted as path separators on Linux and macOS.
 */

const path = __nccwpck_require__(6928);

const factory = options => new IgnoreBase(options); // https://github.com/kaelzhang/node-ignore/blob/5.1.4/index.js#L538-L539
// Fixes typescript module import


factory.default = factory;
module.exports = factory;

function make_array(subject) {
  return Array.isArray(subject) ? subject : [subject];
}

const REGEX_TRAILING_SLASH = /(?<=.)\/$/;
const REGEX_TRAILING_BACKSLASH = /(?<=.)\\$/;
const REGEX_TRAILING_PATH_SEP = path.sep === '\\' ? REGEX_TRAILING_BACKSLASH : REGEX_TRAILING_SLASH;
const KEY_IGNORE = typeof Symbol !== 'undefined' ? Symbol.for('dockerignore') : 'dockerignore'; // An implementation of Go's filepath.Clean
// https://golang.org/pkg/path/filepath/#Clean
// https://github.com/golang/go/blob/master/src/path/filepath/path.go
// Note that, like Go, on Windows this function converts forward slashes
// to backslashes.

function cleanPath(file) {
  return path.normalize(file).replace(REGEX_TRAILING_PATH_SEP, '');
} // Javascript port of Golang's filepath.ToSlash
// https://golang.org/pkg/path/filepath/#ToSlash
// https://github.com/golang/go/blob/master/src/path/filepath/path.go
// Convert any OS-specific path separator to '/'. Backslash is converted
// to forward slash on Windows, but not on Linux/macOS.
// Note that both forward slashes and backslashes are valid path separators on
// Windows. As a result, code such as `pattern.split(path.sep).join('/')` fails
// on Windows when forward slashes are used as path separators.


function toSlash(file) {
  if (path.sep === '/') {
    return file;
  }

  return file.replace(/\\/g, '/');
} // Javascript port of Golang's filepath.FromSlash
// https://github.com/golang/go/blob/master/src/path/filepath/path.go


function fromSlash(file) {
  if (path.sep === '/') {
    return file;
  }

  return file.replace(/\//g, path.sep);
}

class IgnoreBase {
  constructor({
    // https://github.com/kaelzhang/node-ignore/blob/5.1.4/index.js#L372
    ignorecase = true
  } = {}) {
    this._rules = [];
    this._ignorecase = ignorecase;
    this[KEY_IGNORE] = true;

    this._initCache();
  }

  _initCache() {
    this._cache = {};
  } // @param {Array.<string>|string|Ignore} pattern


  add(pattern) {
    this._added = false;

    if (typeof pattern === 'string') {
      pattern = pattern.split(/\r?\n/g);
    }

    make_array(pattern).forEach(this._addPattern, this); // Some rules have just added to the ignore,
    // making the behavior changed.

    if (this._added) {
      this._initCache();
    }

    return this;
  } // legacy


  addPattern(pattern) {
    return this.add(pattern);
  }

  _addPattern(pattern) {
    // https://github.com/kaelzhang/node-ignore/issues/32
    if (pattern && pattern[KEY_IGNORE]) {
      this._rules = this._rules.concat(pattern._rules);
      this._added = true;
      return;
    }

    if (this._checkPattern(pattern)) {
      const rule = this._createRule(pattern.trim());

      if (rule !== null) {
        this._added = true;

        this._rules.push(rule);
      }
    }
  }

  _checkPattern(pattern) {
    // https://github.com/moby/moby/blob/v19.03.8/builder/dockerignore/dockerignore.go#L34-L40
    return pattern && typeof pattern === 'string' && pattern.indexOf('#') !== 0 && pattern.trim() !== "";
  }

  filter(paths) {
    return make_array(paths).filter(path => this._filter(path));
  }

  createFilter() {
    return path => this._filter(path);
  }

  ignores(path) {
    return !this._filter(path);
  } // https://github.com/moby/moby/blob/v19.03.8/builder/dockerignore/dockerignore.go#L41-L53
  // https://github.com/moby/moby/blob/v19.03.8/pkg/fileutils/fileutils.go#L29-L55


  _createRule(pattern) {
    const origin = pattern;
    let negative = false; // > An optional prefix "!" which negates the pattern;
    // https://github.com/moby/moby/blob/v19.03.8/builder/dockerignore/dockerignore.go#L43-L46

    if (pattern[0] === '!') {
      negative = true;
      pattern = pattern.substring(1).trim();
    } // https://github.com/moby/moby/blob/v19.03.8/builder/dockerignore/dockerignore.go#L47-L53


    if (pattern.length > 0) {
      pattern = cleanPath(pattern);
      pattern = toSlash(pattern);

      if (pattern.length > 1 && pattern[0] === '/') {
        pattern = pattern.slice(1);
      }
    } // https://github.com/moby/moby/blob/v19.03.8/builder/dockerignore/dockerignore.go#L54-L55


    if (negative) {
      pattern = '!' + pattern;
    } // https://github.com/moby/moby/blob/v19.03.8/pkg/fileutils/fileutils.go#L30


    pattern = pattern.trim();

    if (pattern === "") {
      return null;
    } // https://github.com/moby/moby/blob/v19.03.8/pkg/fileutils/fileutils.go#L34
    // convert forward slashes to backslashes on Windows


    pattern = cleanPath(pattern); // https://github.com/moby/moby/blob/v19.03.8/pkg/fileutils/fileutils.go#L36-L42

    if (pattern[0] === '!') {
      if (pattern.length === 1) {
        return null;
      }

      negative = true;
      pattern = pattern.substring(1);
    } else {
      negative = false;
    }

    return {
      origin,
      pattern,
      // https://github.com/moby/moby/blob/v19.03.8/pkg/fileutils/fileutils.go#L54
      dirs: pattern.split(path.sep),
      negative
    };
  } // @returns `Boolean` true if the `path` is NOT ignored


  _filter(path) {
    if (!path) {
      return false;
    }

    if (path in this._cache) {
      return this._cache[path];
    }

    return this._cache[path] = this._test(path);
  } // @returns {Boolean} true if a file is NOT ignored
  // https://github.com/moby/moby/blob/v19.03.8/pkg/fileutils/fileutils.go#L62


  _test(file) {
    file = fromSlash(file); // equivalent to golang filepath.Dir() https://golang.org/src/path/filepath/path.go

    const parentPath = cleanPath(path.dirname(file));
    const parentPathDirs = parentPath.split(path.sep);
    let matched = false;

    this._rules.forEach(rule => {
      let match = this._match(file, rule); // https://github.com/moby/moby/blob/v19.03.8/pkg/fileutils/fileutils.go#L80


      if (!match && parentPath !== ".") {
        // Check to see if the pattern matches one of our parent dirs.
        if (rule.dirs.includes('**')) {
          // Ah shucks! We have to test every possible parent path that has 
          // a number of dirs _n_ where 
          // `rule.dirs.filter(doubleStar).length <= _n_ <= parentPathDirs.length`
          // since the ** can imply any number of directories including 0
          for (let i = rule.dirs.filter(x => x !== '**').length; i <= parentPathDirs.length; i++) {
            match = match || this._match(parentPathDirs.slice(0, i).join(path.sep), rule);
          }
        } else if (rule.dirs.length <= parentPathDirs.length) {
          // https://github.com/moby/moby/blob/v19.03.8/pkg/fileutils/fileutils.go#L83
          match = this._match(parentPathDirs.slice(0, rule.dirs.length).join(path.sep), rule);
        }
      }

      if (match) {
        matched = !rule.negative;
      }
    });

    return !matched;
  } // @returns {Boolean} true if a file is matched by a rule


  _match(file, rule) {
    return this._compile(rule).regexp.test(file);
  } // https://github.com/moby/moby/blob/v19.03.8/pkg/fileutils/fileutils.go#L139


  _compile(rule) {
    if (rule.regexp) {
      return rule;
    }

    let regStr = '^'; // Go through the pattern and convert it to a regexp.

    let escapedSlash = path.sep === '\\' ? '\\\\' : path.sep;

    for (let i = 0; i < rule.pattern.length; i++) {
      const ch = rule.pattern[i];

      if (ch === '*') {
        if (rule.pattern[i + 1] === '*') {
          // is some flavor of "**"
          i++; // Treat **/ as ** so eat the "/"

          if (rule.pattern[i + 1] === path.sep) {
            i++;
          }

          if (rule.pattern[i + 1] === undefined) {
            // is "**EOF" - to align with .gitignore just accept all
            regStr += ".*";
          } else {
            // is "**"
            // Note that this allows for any # of /'s (even 0) because
            // the .* will eat everything, even /'s
            regStr += `(.*${escapedSlash})?`;
          }
        } else {
          // is "*" so map it to anything but "/"
          regStr += `[^${escapedSlash}]*`;
        }
      } else if (ch === '?') {
        // "?" is any char except "/"
        regStr += `[^${escapedSlash}]`;
      } else if (ch === '.' || ch === '$') {
        // Escape some regexp special chars that have no meaning
        // in golang's filepath.Match
        regStr += `\\${ch}`;
      } else if (ch === '\\') {
        // escape next char. Note that a trailing \ in the pattern
        // will be left alone (but need to escape it)
        if (path.sep === '\\') {
          // On windows map "\" to "\\", meaning an escaped backslash,
          // and then just continue because filepath.Match on
          // Windows doesn't allow escaping at all
          regStr += escapedSlash;
          continue;
        }

        if (rule.pattern[i + 1] !== undefined) {
          regStr += '\\' + rule.pattern[i + 1];
          i++;
        } else {
          regStr += '\\';
        }
      } else {
        regStr += ch;
      }
    }

    regStr += "$";
    rule.regexp = new RegExp(regStr, this._ignorecase ? 'i' : '');
    return rule;
  }

}


/***/ }),

/***/ 770:
/***/ ((module, __unused_webpack_exports, __nccwpck_require__) => {

module.exports = __nccwpck_require__(218);


/***/ }),

/***/ 218:
/***/ ((__unused_webpack_module, exports, __nccwpck_require__) => {

var __webpack_unused_export__;


var net = __nccwpck_require__(9278);
var tls = __nccwpck_require__(4756);
var http = __nccwpck_require__(8611);
var https = __nccwpck_require__(5692);
var events = __nccwpck_require__(4434);
var assert = __nccwpck_require__(2613);
var util = __nccwpck_require__(9023);


exports.httpOverHttp = httpOverHttp;
exports.httpsOverHttp = httpsOverHttp;
exports.httpOverHttps = httpOverHttps;
exports.httpsOverHttps = httpsOverHttps;


function httpOverHttp(options) {
  var agent = new TunnelingAgent(options);
  agent.request = http.request;
  return agent;
}

function httpsOverHttp(options) {
  var agent = new TunnelingAgent(options);
  agent.request = http.request;
  agent.createSocket = createSecureSocket;
  agent.defaultPort = 443;
  return agent;
}

function httpOverHttps(options) {
  var agent = new TunnelingAgent(options);
  agent.request = https.request;
  return agent;
}

function httpsOverHttps(options) {
  var agent = new TunnelingAgent(options);
  agent.request = https.request;
  agent.createSocket = createSecureSocket;
  agent.defaultPort = 443;
  return agent;
}


function TunnelingAgent(options) {
  var self = this;
  self.options = options || {};
  self.proxyOptions = self.options.proxy || {};
  self.maxSockets = self.options.maxSockets || http.Agent.defaultMaxSockets;
  self.requests = [];
  self.sockets = [];

  self.on('free', function onFree(socket, host, port, localAddress) {
    var options = toOptions(host, port, localAddress);
    for (var i = 0, len = self.requests.length; i < len; ++i) {
      var pending = self.requests[i];
      if (pending.host === options.host && pending.port === options.port) {
        // Detect the request to connect same origin server,
        // reuse the connection.
        self.requests.splice(i, 1);
        pending.request.onSocket(socket);
        return;
      }
    }
    socket.destroy();
    self.removeSocket(socket);
  });
}
util.inherits(TunnelingAgent, events.EventEmitter);

TunnelingAgent.prototype.addRequest = function addRequest(req, host, port, localAddress) {
  var self = this;
  var options = mergeOptions({request: req}, self.options, toOptions(host, port, localAddress));

  if (self.sockets.length >= this.maxSockets) {
    // We are over limit so we'll add it to the queue.
    self.requests.push(options);
    return;
  }

  // If we are under maxSockets create a new one.
  self.createSocket(options, function(socket) {
    socket.on('free', onFree);
    socket.on('close', onCloseOrRemove);
    socket.on('agentRemove', onCloseOrRemove);
    req.onSocket(socket);

    function onFree() {
      self.emit('free', socket, options);
    }

    function onCloseOrRemove(err) {
      self.removeSocket(socket);
      socket.removeListener('free', onFree);
      socket.removeListener('close', onCloseOrRemove);
      socket.removeListener('agentRemove', onCloseOrRemove);
    }
  });
};

TunnelingAgent.prototype.createSocket = function createSocket(options, cb) {
  var self = this;
  var placeholder = {};
  self.sockets.push(placeholder);

  var connectOptions = mergeOptions({}, self.proxyOptions, {
    method: 'CONNECT',
    path: options.host + ':' + options.port,
    agent: false,
    headers: {
      host: options.host + ':' + options.port
    }
  });
  if (options.localAddress) {
    connectOptions.localAddress = options.localAddress;
  }
  if (connectOptions.proxyAuth) {
    connectOptions.headers = connectOptions.headers || {};
    connectOptions.headers['Proxy-Authorization'] = 'Basic ' +
        new Buffer(connectOptions.proxyAuth).toString('base64');
  }

  debug('making CONNECT request');
  var connectReq = self.request(connectOptions);
  connectReq.useChunkedEncodingByDefault = false; // for v0.6
  connectReq.once('response', onResponse); // for v0.6
  connectReq.once('upgrade', onUpgrade);   // for v0.6
  connectReq.once('connect', onConnect);   // for v0.7 or later
  connectReq.once('error', onError);
  connectReq.end();

  function onResponse(res) {
    // Very hacky. This is necessary to avoid http-parser leaks.
    res.upgrade = true;
  }

  function onUpgrade(res, socket, head) {
    // Hacky.
    process.nextTick(function() {
      onConnect(res, socket, head);
    });
  }

  function onConnect(res, socket, head) {
    connectReq.removeAllListeners();
    socket.removeAllListeners();

    if (res.statusCode !== 200) {
      debug('tunneling socket could not be established, statusCode=%d',
        res.statusCode);
      socket.destroy();
      var error = new Error('tunneling socket could not be established, ' +
        'statusCode=' + res.statusCode);
      error.code = 'ECONNRESET';
      options.request.emit('error', error);
      self.removeSocket(placeholder);
      return;
    }
    if (head.length > 0) {
      debug('got illegal response body from proxy');
      socket.destroy();
      var error = new Error('got illegal response body from proxy');
      error.code = 'ECONNRESET';
      options.request.emit('error', error);
      self.removeSocket(placeholder);
      return;
    }
    debug('tunneling connection has established');
    self.sockets[self.sockets.indexOf(placeholder)] = socket;
    return cb(socket);
  }

  function onError(cause) {
    connectReq.removeAllListeners();

    debug('tunneling socket could not be established, cause=%s\n',
          cause.message, cause.stack);
    var error = new Error('tunneling socket could not be established, ' +
                          'cause=' + cause.message);
    error.code = 'ECONNRESET';
    options.request.emit('error', error);
    self.removeSocket(placeholder);
  }
};

TunnelingAgent.prototype.removeSocket = function removeSocket(socket) {
  var pos = this.sockets.indexOf(socket)
  if (pos === -1) {
    return;
  }
  this.sockets.splice(pos, 1);

  var pending = this.requests.shift();
  if (pending) {
    // If we have pending requests and a socket gets closed a new one
    // needs to be created to take over in the pool for the one that closed.
    this.createSocket(pending, function(socket) {
      pending.request.onSocket(socket);
    });
  }
};

function createSecureSocket(options, cb) {
  var self = this;
  TunnelingAgent.prototype.createSocket.call(self, options, function(socket) {
    var hostHeader = options.request.getHeader('host');
    var tlsOptions = mergeOptions({}, self.options, {
      socket: socket,
      servername: hostHeader ? hostHeader.replace(/:.*$/, '') : options.host
    });

    // 0 is dummy port for v0.6
    var secureSocket = tls.connect(0, tlsOptions);
    self.sockets[self.sockets.indexOf(socket)] = secureSocket;
    cb(secureSocket);
  });
}


function toOptions(host, port, localAddress) {
  if (typeof host === 'string') { // since v0.10
    return {
      host: host,
      port: port,
      localAddress: localAddress
    };
  }
  return host; // for v0.11 or later
}

function mergeOptions(target) {
  for (var i = 1, len = arguments.length; i < len; ++i) {
    var overrides = arguments[i];
    if (typeof overrides === 'object') {
      var keys = Object.keys(overrides);
      for (var j = 0, keyLen = keys.length; j < keyLen; ++j) {
        var k = keys[j];
        if (overrides[k] !== undefined) {
          target[k] = overrides[k];
        }
      }
    }
  }
  return target;
}


var debug;
if (process.env.NODE_DEBUG && /\btunnel\b/.test(process.env.NODE_DEBUG)) {
  debug = function() {
    var args = Array.prototype.slice.call(arguments);
    if (typeof args[0] === 'string') {
      args[0] = 'TUNNEL: ' + args[0];
    } else {
      args.unshift('TUNNEL:');
    }
    console.error.apply(console, args);
  }
} else {
  debug = function() {};
}
__webpack_unused_export__ = debug; // for test


/***/ }),

/***/ 2576:
/***/ ((module) => {

// Stands in for undici, which @actions/http-client and @actions/github import for two names that this action never calls:
// its requests to GitHub are http-client's own, through a proxy, too. Undici would be a third of the bundle and 40 ms of
// every run. Node 24 has the same fetch built in.

class ProxyAgent {
  constructor() {
    throw new Error(
      'undici is not in this bundle (vendor/undici): a client of GitHub’s API behind a proxy needs the real one.',
    );
  }
}

module.exports = { fetch: globalThis.fetch, ProxyAgent };


/***/ }),

/***/ 2613:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("assert");

/***/ }),

/***/ 181:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("buffer");

/***/ }),

/***/ 4434:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("events");

/***/ }),

/***/ 9896:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("fs");

/***/ }),

/***/ 8611:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("http");

/***/ }),

/***/ 5692:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("https");

/***/ }),

/***/ 9278:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("net");

/***/ }),

/***/ 6698:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:async_hooks");

/***/ }),

/***/ 1421:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:child_process");

/***/ }),

/***/ 7598:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:crypto");

/***/ }),

/***/ 3024:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:fs");

/***/ }),

/***/ 1455:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:fs/promises");

/***/ }),

/***/ 7067:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:http");

/***/ }),

/***/ 2467:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:http2");

/***/ }),

/***/ 4708:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:https");

/***/ }),

/***/ 8161:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:os");

/***/ }),

/***/ 6760:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:path");

/***/ }),

/***/ 1708:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:process");

/***/ }),

/***/ 7075:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:stream");

/***/ }),

/***/ 8500:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:timers/promises");

/***/ }),

/***/ 7975:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:util");

/***/ }),

/***/ 8522:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:zlib");

/***/ }),

/***/ 857:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("os");

/***/ }),

/***/ 6928:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("path");

/***/ }),

/***/ 932:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("process");

/***/ }),

/***/ 4756:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("tls");

/***/ }),

/***/ 9023:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("util");

/***/ }),

/***/ 6209:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   GC: () => (/* binding */ explainRefusal),
/* harmony export */   Ip: () => (/* binding */ readClaims),
/* harmony export */   OO: () => (/* binding */ explainNoToken),
/* harmony export */   si: () => (/* binding */ trustStatement)
/* harmony export */ });
/* harmony import */ var _request_event_js__WEBPACK_IMPORTED_MODULE_0__ = __nccwpck_require__(4878);
// Explains, in plain words, why a run could not assume its role. Pure: nothing here sends anything.

/**
 * Reads a token without checking its signature, which is for AWS to do.
 * @returns undefined when it is not a JSON web token with these claims
 */
function readClaims(token) {
    try {
        const claims = JSON.parse(Buffer.from(token.split('.')[1] ?? '', 'base64url').toString());
        const { iss, sub } = claims;
        const [aud] = [claims.aud].flat();
        return iss && aud && sub ? { iss, aud, sub } : undefined;
    }
    catch {
        return undefined;
    }
}
/**
 * The statement of a role's trust policy that accepts exactly these claims, or one of several subjects.
 * Source: https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_create_for-idp_oidc.html
 */
function trustStatement(role, claims) {
    const [, partition, , , account] = role.split(':');
    const issuer = claims.iss.replace(/^https:\/\//, '');
    return {
        Effect: 'Allow',
        Principal: { Federated: `arn:${partition}:iam::${account}:oidc-provider/${issuer}` },
        Action: 'sts:AssumeRoleWithWebIdentity',
        Condition: { StringEquals: { [`${issuer}:aud`]: claims.aud, [`${issuer}:sub`]: claims.sub } },
    };
}
/** Why GitHub offers this job no id token at all. */
function explainNoToken(event) {
    const fork = (0,_request_event_js__WEBPACK_IMPORTED_MODULE_0__/* .forkOf */ .q)(event);
    if (fork) {
        return `role-to-assume: this is a pull request from a fork (${fork}), and GitHub gives those no id-token. Leave push unset: then it is built without a push and its check is green.`;
    }
    if ((0,_request_event_js__WEBPACK_IMPORTED_MODULE_0__/* .isDependabot */ .D)(event)) {
        return 'role-to-assume: Dependabot started this run, and GitHub gives it no id-token. Leave push unset: then it is built without a push and its check is green.';
    }
    if (!event.name) {
        return 'role-to-assume: there is no id-token outside GitHub Actions. Leave role-to-assume empty to use the credentials of the environment, a profile, a container or an instance.';
    }
    return `role-to-assume: the job may not ask GitHub for an id-token. Give it the permission (a reusable workflow needs it from its caller, too):

permissions:
  id-token: write
  contents: read`;
}
/** Why STS refused the token, with the statement that would accept it where that is the way out. */
function explainRefusal(error, role, claims) {
    const said = `AWS did not let this run assume ${role}: ${error.message} (${error.name}).`;
    if (!claims)
        return said;
    const sent = `The token that GitHub gave this run says:
  iss  ${claims.iss}
  aud  ${claims.aud}
  sub  ${claims.sub}`;
    const provider = trustStatement(role, claims).Principal.Federated;
    switch (error.name) {
        case 'AccessDenied':
        case 'AccessDeniedException':
            return `${said}
${sent}
Either the role does not exist, or its trust policy does not accept this token.${immutable(claims.sub)} This statement in it accepts exactly this run:
${JSON.stringify(trustStatement(role, claims), null, 2)}`;
        case 'InvalidIdentityToken':
            return `${said}
${sent}
The account needs an OIDC provider for this issuer with this audience:
  ${provider}
  aws iam create-open-id-connect-provider --url ${claims.iss} --client-id-list ${claims.aud}`;
        case 'ValidationError':
            return `${said} If it is the duration, lower role-duration-seconds or raise the role's maximum session duration.`;
        default:
            return `${said}\n${sent}`;
    }
}
/** GitHub writes ids into the subject of repositories made or renamed since July 2026. */
const immutable = (sub) => /^repo:[^/:]+@\d+\//.test(sub)
    ? ' The sub has the immutable form with ids, which a policy for repo:owner/name does not match.'
    : '';


/***/ }),

/***/ 4438:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {


// EXPORTS
__nccwpck_require__.d(__webpack_exports__, {
  j: () => (/* binding */ build),
  M: () => (/* binding */ checkContext)
});

// EXTERNAL MODULE: external "node:fs/promises"
var promises_ = __nccwpck_require__(1455);
// EXTERNAL MODULE: external "node:os"
var external_node_os_ = __nccwpck_require__(8161);
// EXTERNAL MODULE: external "node:path"
var external_node_path_ = __nccwpck_require__(6760);
// EXTERNAL MODULE: ./build/failure.js
var failure = __nccwpck_require__(9874);
// EXTERNAL MODULE: ./build/process/run.js + 1 modules
var run = __nccwpck_require__(4571);
;// CONCATENATED MODULE: ./build/build/arguments.js
// The command lines of BuildKit's two front doors. Pure.
// Sources: https://github.com/moby/buildkit/blob/master/README.md (buildctl, output type=image) and
// https://docs.docker.com/reference/cli/docker/buildx/build/

/** @param metadataFile where the builder writes what it made, as JSON */
function commandLine(builder, build, output, metadataFile) {
    return builder.kind === 'buildctl'
        ? ['buildctl', buildctl(builder.address, build, output, metadataFile)]
        : [builder.command[0], [...builder.command.slice(1), ...buildx(builder.name, build, output, metadataFile)]];
}
function buildctl(address, build, output, metadataFile) {
    const option = (name, value) => flag('--opt', `${name}=${value}`);
    return [
        ...flag('--addr', address),
        'build',
        ...flag('--frontend', 'dockerfile.v0'),
        ...flag('--local', `context=${build.context}`),
        ...flag('--local', `dockerfile=${(0,external_node_path_.dirname)(build.file)}`),
        ...option('filename', (0,external_node_path_.basename)(build.file)),
        ...(build.target ? option('target', build.target) : []),
        ...(build.platforms.length > 0 ? option('platform', build.platforms.join(',')) : []),
        ...Object.entries(build.buildArgs).flatMap(([name, value]) => option(`build-arg:${name}`, value)),
        ...Object.entries(build.labels).flatMap(([name, value]) => option(`label:${name}`, value)),
        ...(build.pull ? option('image-resolve-mode', 'pull') : []),
        ...(build.noCache ? ['--no-cache'] : []),
        ...(build.cache?.read ?? []).flatMap((ref) => flag('--import-cache', `type=registry,ref=${ref}`)),
        ...(build.cache?.write ? flag('--export-cache', cacheExport(build.cache.write)) : []),
        ...(output.push === 'nothing' ? [] : flag('--output', exporter(build, output))),
        ...flag('--metadata-file', metadataFile),
    ];
}
function buildx(name, build, output, metadataFile) {
    return [
        'build',
        ...(name ? flag('--builder', name) : []),
        ...flag('--file', build.file),
        ...(build.target ? flag('--target', build.target) : []),
        ...(build.platforms.length > 0 ? flag('--platform', build.platforms.join(',')) : []),
        ...Object.entries(build.buildArgs).flatMap(([key, value]) => flag('--build-arg', `${key}=${value}`)),
        ...Object.entries(build.labels).flatMap(([key, value]) => flag('--label', `${key}=${value}`)),
        ...(build.pull ? ['--pull'] : []),
        ...(build.noCache ? ['--no-cache'] : []),
        ...(build.cache?.read ?? []).flatMap((ref) => flag('--cache-from', `type=registry,ref=${ref}`)),
        ...(build.cache?.write ? flag('--cache-to', cacheExport(build.cache.write)) : []),
        // buildx would add a provenance with the time of the build in it: the same commit would never give the same digest.
        ...flag('--provenance', 'false'),
        ...flag('--output', output.push === 'nothing' ? 'type=cacheonly' : exporter(build, output)),
        ...flag('--metadata-file', metadataFile),
        build.context,
    ];
}
/** Source: https://github.com/moby/buildkit/blob/master/README.md#imageregistry and docs/annotations.md */
function exporter(build, output) {
    return [
        'type=image',
        ...(output.push === 'digest'
            ? [`name=${output.uri}`, 'push-by-digest=true', 'name-canonical=true']
            : // Docker would unpack it to run it here, which also rules rewritten times out.
                [`name=${output.uri}:${output.tag}`, 'unpack=false']),
        'push=true',
        ...(build.reproducible ? ['rewrite-timestamp=true'] : []),
        ...build.annotations.map(({ level, name, value }) => `${annotationKey(level)}.${name}=${value}`),
    ]
        .map(csvField)
        .join(',');
}
/** `manifest[linux/amd64]` is `annotation[linux/amd64]`, `index-descriptor` is `annotation-index-descriptor`. */
const annotationKey = (level) => `annotation-${level}`.replace(/^annotation-manifest(?=$|\[)/, 'annotation');
/** ECR takes a cache only as an image of OCI's types: https://github.com/aws/containers-roadmap/issues/876 */
const cacheExport = (ref) => `type=registry,ref=${ref},mode=max,image-manifest=true,oci-mediatypes=true,ignore-error=true`;
const csvField = (field) => (/[",\n]/.test(field) ? `"${field.replaceAll('"', '""')}"` : field);
const flag = (name, value) => [name, value];

;// CONCATENATED MODULE: ./build/build/explain.js
// Reads what BuildKit printed before it gave up. Pure.

/**
 * @param output the end of what the builder printed
 * @param file the Dockerfile's path from the repository's root
 */
function explainBuild(output, file) {
    // buildctl writes "error: …", buildx "ERROR: …", at the very end, on one line or more.
    const [, ...errors] = output.split(/^(?:error|ERROR): /m);
    const said = (errors.at(-1) ?? output.trim().split('\n').at(-1) ?? '').trim() || 'The builder said nothing.';
    const cause = new Error(said);
    const line = failingLine(output);
    if (line) {
        return (0,failure/* failure */.V)(`The build failed at ${file}:${line.number}: ${line.text}\n${said}`, {
            cause,
            at: { file, line: line.number },
        });
    }
    return (0,failure/* failure */.V)(`${hint(said)}\n${said}`, { cause });
}
/**
 * The first marked line of the excerpt that BuildKit prints:
 *
 *     Dockerfile:3
 *     --------------------
 *        2 |     COPY app /app
 *        3 | >>> RUN false
 */
function failingLine(output) {
    const marked = output.match(/^\s*(\d+) \| >>> (.*)$/m);
    return marked ? { number: Number(marked[1]), text: (marked[2] ?? '').trim() } : undefined;
}
// The builder has no error names, only the registry's status with its words.
const HINTS = [
    [
        /push[\s\S]*(401 Unauthorized|no basic auth credentials|authorization failed)/i,
        'The registry did not take the credentials. If registry-endpoint is set, check that it belongs to this account and region.',
    ],
    [
        /push[\s\S]*(403 Forbidden|denied: )/i,
        'The registry denied the push. The role needs ecr:BatchCheckLayerAvailability, ecr:InitiateLayerUpload, ecr:UploadLayerPart, ecr:CompleteLayerUpload and ecr:PutImage on the repository.',
    ],
    [/push[\s\S]*(429 |toomanyrequests)/i, 'The registry throttled the push. Run it again later.'],
    [
        /connection refused|no such host|cannot connect|context deadline exceeded|\.sock: no such file or directory|dial (tcp|unix)/i,
        'The builder, or the registry, could not be reached.',
    ],
];
const hint = (said) => HINTS.find(([pattern]) => pattern.test(said))?.[1] ?? 'The build failed.';

;// CONCATENATED MODULE: ./build/build/build.js







/** @throws Failure when the context or the Dockerfile is not there */
async function checkContext({ context, file }) {
    const [folder, dockerfile] = await Promise.all([context, file].map((path) => (0,promises_.stat)(path).catch(() => undefined)));
    if (!folder?.isDirectory()) {
        throw (0,failure/* failure */.V)(`context: there is no folder "${context}" in ${process.cwd()}. Check the repository out before this step (actions/checkout), and give the path from its root.`);
    }
    if (!dockerfile?.isFile()) {
        throw (0,failure/* failure */.V)(`file: there is no Dockerfile "${file}" in ${process.cwd()}. Give its path from the repository's root.`);
    }
}
/**
 * Builds, and pushes where the output says so, with the builder's progress in the log.
 * @param around `env` has what the builder needs to log in
 * @throws Failure with the failing line of the Dockerfile or the registry's words
 */
async function build(builder, options, output, { env, ...around }) {
    const folder = await (0,promises_.mkdtemp)((0,external_node_path_.join)(env.RUNNER_TEMP || (0,external_node_os_.tmpdir)(), 'ecr-publish-'));
    try {
        const metadataFile = (0,external_node_path_.join)(folder, 'metadata.json');
        const result = await (0,run/* run */.eF)(...commandLine(builder, options, output, metadataFile), {
            env: childEnvironment(env),
            ...around,
        });
        around.signal.throwIfAborted();
        if (result.exitCode !== 0)
            throw explainBuild(result.output, options.file);
        const metadata = JSON.parse(await (0,promises_.readFile)(metadataFile, 'utf8').catch(() => '{}'));
        const digest = metadata['containerimage.digest'];
        return {
            digest: typeof digest === 'string' ? digest : undefined,
            metadata,
        };
    }
    finally {
        await (0,promises_.rm)(folder, { recursive: true, force: true });
    }
}
/** The environment without what could ask GitHub for a token. */
function childEnvironment(env) {
    const { ACTIONS_ID_TOKEN_REQUEST_URL, ACTIONS_ID_TOKEN_REQUEST_TOKEN, ...rest } = env;
    return {
        ...rest,
        // Of no use here, and with a large build slow to make.
        BUILDX_METADATA_PROVENANCE: 'disabled',
    };
}


/***/ }),

/***/ 7440:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   $: () => (/* binding */ canExportCache),
/* harmony export */   Lx: () => (/* binding */ findBuilder)
/* harmony export */ });
/* unused harmony exports driverOf, notedDriver */
/* harmony import */ var node_fs_promises__WEBPACK_IMPORTED_MODULE_0__ = __nccwpck_require__(1455);
/* harmony import */ var node_path__WEBPACK_IMPORTED_MODULE_1__ = __nccwpck_require__(6760);
/* harmony import */ var _failure_js__WEBPACK_IMPORTED_MODULE_4__ = __nccwpck_require__(9874);
/* harmony import */ var _process_run_js__WEBPACK_IMPORTED_MODULE_2__ = __nccwpck_require__(4571);
/* harmony import */ var _docker_js__WEBPACK_IMPORTED_MODULE_3__ = __nccwpck_require__(4183);





/**
 * Finds the builder that a request names and what it can do.
 * @throws Failure when it is not there
 */
async function findBuilder(request, env, signal) {
    if (request.kind === 'buildctl') {
        if (await (0,_process_run_js__WEBPACK_IMPORTED_MODULE_2__/* .isOnPath */ .jY)('buildctl'))
            return { ...request, pushesByDigest: true };
        throw (0,_failure_js__WEBPACK_IMPORTED_MODULE_4__/* .failure */ .V)(`BuildKit is at ${request.address}, but there is no buildctl on PATH to reach it. Install it from https://github.com/moby/buildkit/releases, or unset buildkit-host and BUILDKIT_HOST to build with docker buildx.`);
    }
    const [command, noted] = await Promise.all([findBuildx(), notedDriver(request.name, env)]);
    if (noted)
        return { ...request, command, pushesByDigest: noted !== 'docker' };
    const [tool, ...prefix] = command;
    const args = [...prefix, 'inspect', ...(request.name ? [request.name] : [])];
    const { exitCode, output } = await (0,_process_run_js__WEBPACK_IMPORTED_MODULE_2__/* .run */ .eF)(tool, args, { silent: true, signal });
    // Where a daemon does not answer, buildx says so and still ends with 0.
    if (exitCode !== 0 || /^Error:/m.test(output))
        throw (0,_failure_js__WEBPACK_IMPORTED_MODULE_4__/* .failure */ .V)(explainInspection(request.name, output.trim()));
    return { ...request, command, pushesByDigest: driverOf(output) !== 'docker' };
}
/** Whether it can write a cache to a registry; Docker's own driver needs the containerd image store for that. */
async function canExportCache(builder, signal) {
    if (builder.kind === 'buildctl' || builder.pushesByDigest)
        return true;
    const { output } = await (0,_process_run_js__WEBPACK_IMPORTED_MODULE_2__/* .run */ .eF)('docker', ['info', '--format', '{{json .DriverStatus}}'], { silent: true, signal });
    return output.includes('io.containerd.snapshotter');
}
/** Pure: the driver in what `buildx inspect` prints. */
const driverOf = (inspection) => inspection.match(/^Driver:[ \t]+(\S+)/m)?.[1];
/**
 * The driver that buildx has noted for a builder. Asking buildx takes another process and a call of its daemon.
 * Source: https://github.com/docker/buildx/tree/master/store (the files `current` and `instances/<name>`)
 * @returns undefined where only buildx can tell, or where there is no such builder
 */
async function notedDriver(name, env) {
    const { docker, buildx } = (0,_docker_js__WEBPACK_IMPORTED_MODULE_3__/* .configFolders */ .k)(env);
    const read = async (...path) => JSON.parse(await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_0__.readFile)((0,node_path__WEBPACK_IMPORTED_MODULE_1__.join)(...path), 'utf8'));
    const current = async () => {
        const { Name, Key, Global } = await read(buildx, 'current');
        if (Global)
            return Name;
        const { currentContext } = await read(docker, 'config.json').catch(() => ({}));
        const context = env.DOCKER_HOST ? 'default' : env.DOCKER_CONTEXT || currentContext || 'default';
        const endpoint = context === 'default' ? env.DOCKER_HOST || 'unix:///var/run/docker.sock' : context;
        return Key === endpoint ? Name : undefined;
    };
    try {
        const builder = name || env.BUILDX_BUILDER || (await current());
        const { Driver } = await read(buildx, 'instances', builder.toLowerCase());
        return Driver || undefined;
    }
    catch {
        return undefined; // no such file, or of another form
    }
}
async function findBuildx() {
    if (await (0,_process_run_js__WEBPACK_IMPORTED_MODULE_2__/* .isOnPath */ .jY)('docker'))
        return ['docker', 'buildx'];
    if (await (0,_process_run_js__WEBPACK_IMPORTED_MODULE_2__/* .isOnPath */ .jY)('buildx'))
        return ['buildx'];
    throw (0,_failure_js__WEBPACK_IMPORTED_MODULE_4__/* .failure */ .V)('There is nothing to build with: neither docker nor buildx is on PATH, and no BuildKit is named. Use a runner with Docker, or set buildkit-host (or BUILDKIT_HOST) to the address of a BuildKit daemon.');
}
function explainInspection(name, output) {
    if (/not a docker command|unknown (shorthand )?(flag|command)/i.test(output)) {
        return `docker has no buildx here. Add docker/setup-buildx-action before this step, or install the plugin: ${output}`;
    }
    return name ? `builder: buildx cannot use "${name}": ${output}` : `buildx cannot use its current builder: ${output}`;
}


/***/ }),

/***/ 4183:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   k: () => (/* binding */ configFolders)
/* harmony export */ });
/* harmony import */ var node_os__WEBPACK_IMPORTED_MODULE_0__ = __nccwpck_require__(8161);
/* harmony import */ var node_path__WEBPACK_IMPORTED_MODULE_1__ = __nccwpck_require__(6760);


/** Where Docker and buildx keep what the user has configured. */
function configFolders(env) {
    const docker = (0,node_path__WEBPACK_IMPORTED_MODULE_1__.resolve)(env.DOCKER_CONFIG || (0,node_path__WEBPACK_IMPORTED_MODULE_1__.join)((0,node_os__WEBPACK_IMPORTED_MODULE_0__.homedir)(), '.docker'));
    return { docker, buildx: env.BUILDX_CONFIG || (0,node_path__WEBPACK_IMPORTED_MODULE_1__.join)(docker, 'buildx') };
}


/***/ }),

/***/ 9874:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   N: () => (/* binding */ isFailure),
/* harmony export */   V: () => (/* binding */ failure)
/* harmony export */ });
/** Makes a {@link Failure}. Its message says what failed, with which value, and how to mend it. */
function failure(message, options = {}) {
    const error = new Error(message, 'cause' in options ? { cause: options.cause } : undefined);
    error.name = 'Failure';
    if (options.at)
        error.at = options.at;
    return error;
}
/** True when the message was already written for the user and needs no further translation. */
const isFailure = (error) => error instanceof Error && error.name === 'Failure';


/***/ }),

/***/ 9479:
/***/ ((__webpack_module__, __unused_webpack___webpack_exports__, __nccwpck_require__) => {

__nccwpck_require__.a(__webpack_module__, async (__webpack_handle_async_dependencies__, __webpack_async_result__) => { try {
/* harmony import */ var _actions_core__WEBPACK_IMPORTED_MODULE_0__ = __nccwpck_require__(3360);
/* harmony import */ var _node_modules_actions_github_lib_context_js__WEBPACK_IMPORTED_MODULE_1__ = __nccwpck_require__(7157);
/* harmony import */ var _aws_oidc_js__WEBPACK_IMPORTED_MODULE_10__ = __nccwpck_require__(6209);
/* harmony import */ var _failure_js__WEBPACK_IMPORTED_MODULE_7__ = __nccwpck_require__(9874);
/* harmony import */ var _plan_plan_js__WEBPACK_IMPORTED_MODULE_2__ = __nccwpck_require__(1583);
/* harmony import */ var _publish_publish_js__WEBPACK_IMPORTED_MODULE_3__ = __nccwpck_require__(2154);
/* harmony import */ var _report_outputs_js__WEBPACK_IMPORTED_MODULE_4__ = __nccwpck_require__(4121);
/* harmony import */ var _report_report_js__WEBPACK_IMPORTED_MODULE_8__ = __nccwpck_require__(7177);
/* harmony import */ var _report_summary_js__WEBPACK_IMPORTED_MODULE_9__ = __nccwpck_require__(7057);
/* harmony import */ var _request_inputs_js__WEBPACK_IMPORTED_MODULE_5__ = __nccwpck_require__(1589);
/* harmony import */ var _request_request_js__WEBPACK_IMPORTED_MODULE_6__ = __nccwpck_require__(3753);

// The package's front door would load octokit, too: 8 ms of every start.










/** How long a run that was cancelled may take to end its processes; the runner sends its second signal after 7.5 s. */
const PATIENCE_MS = 4_000;
const cancel = new AbortController();
const outOfPatience = new Promise((_, reject) => {
    for (const name of ['SIGINT', 'SIGTERM']) {
        process.on(name, () => {
            cancel.abort((0,_failure_js__WEBPACK_IMPORTED_MODULE_7__/* .failure */ .V)(`Cancelled (${name}). What was tagged before stays; nothing else was.`));
            setTimeout(() => reject(cancel.signal.reason), PATIENCE_MS);
        });
    }
});
const context = new _node_modules_actions_github_lib_context_js__WEBPACK_IMPORTED_MODULE_1__/* .Context */ .o();
const event = {
    name: context.eventName ?? '',
    ref: context.ref ?? '',
    sha: context.sha ?? '',
    actor: context.actor ?? '',
    runId: process.env.GITHUB_RUN_ID ?? '',
    repository: process.env.GITHUB_REPOSITORY ?? '',
    serverUrl: context.serverUrl,
    payload: context.payload,
};
const report = (0,_report_report_js__WEBPACK_IMPORTED_MODULE_8__/* .newReport */ .b)();
let failed;
try {
    const request = (0,_request_request_js__WEBPACK_IMPORTED_MODULE_6__/* .toRequest */ .d)((0,_request_inputs_js__WEBPACK_IMPORTED_MODULE_5__/* .readInputs */ .K)(), event, process.env);
    const around = {
        env: process.env,
        signal: cancel.signal,
        mask: _actions_core__WEBPACK_IMPORTED_MODULE_0__/* .setSecret */ .Pq,
        idToken: () => idToken(request.aws.audience),
    };
    report.phases.push({ name: 'start-up', start: 0, end: performance.now() });
    await Promise.race([(0,_publish_publish_js__WEBPACK_IMPORTED_MODULE_3__/* .publish */ .m)(request, event, around, report), outOfPatience]);
    if (request.dryRun && report.plan)
        _actions_core__WEBPACK_IMPORTED_MODULE_0__/* .info */ .pq((0,_plan_plan_js__WEBPACK_IMPORTED_MODULE_2__/* .planTable */ .k0)(report.plan));
    if (report.notPushed)
        _actions_core__WEBPACK_IMPORTED_MODULE_0__/* .notice */ .lm(`${report.metadata ? 'Built, not pushed' : 'Not pushed'}. ${report.notPushed}`);
    else
        _actions_core__WEBPACK_IMPORTED_MODULE_0__/* .info */ .pq(`${report.reused ? 'Reused' : 'Published'} ${report.uri}@${report.image?.[0].digest}`);
}
catch (error) {
    failed = cancel.signal.aborted ? cancel.signal.reason : error;
    fail(failed);
}
finally {
    for (const note of report.notes)
        _actions_core__WEBPACK_IMPORTED_MODULE_0__/* .info */ .pq(note);
    for (const warning of report.warnings)
        _actions_core__WEBPACK_IMPORTED_MODULE_0__/* .warning */ .$e(warning);
    for (const [name, value] of Object.entries((0,_report_outputs_js__WEBPACK_IMPORTED_MODULE_4__/* .toOutputs */ .I)(report)))
        _actions_core__WEBPACK_IMPORTED_MODULE_0__/* .setOutput */ .uH(name, value);
    if (process.env.GITHUB_STEP_SUMMARY) {
        await _actions_core__WEBPACK_IMPORTED_MODULE_0__/* .summary */ .z.addRaw((0,_report_summary_js__WEBPACK_IMPORTED_MODULE_9__/* .toSummary */ .m)(report, failed?.message)).write();
    }
}
// A request that hangs would keep a cancelled run alive.
if (cancel.signal.aborted)
    process.exit();
async function idToken(audience) {
    if (!process.env.ACTIONS_ID_TOKEN_REQUEST_URL)
        throw (0,_failure_js__WEBPACK_IMPORTED_MODULE_7__/* .failure */ .V)((0,_aws_oidc_js__WEBPACK_IMPORTED_MODULE_10__/* .explainNoToken */ .OO)(event));
    try {
        return await _actions_core__WEBPACK_IMPORTED_MODULE_0__/* .getIDToken */ .V9(audience);
    }
    catch (cause) {
        throw (0,_failure_js__WEBPACK_IMPORTED_MODULE_7__/* .failure */ .V)(`GitHub did not give this run an id-token: ${cause.message}`, { cause });
    }
}
/** One clear error; everything behind it goes to the debug log. */
function fail(error) {
    const { message } = error;
    const at = (0,_failure_js__WEBPACK_IMPORTED_MODULE_7__/* .isFailure */ .N)(error) ? error.at : undefined;
    _actions_core__WEBPACK_IMPORTED_MODULE_0__/* .error */ .z3((0,_failure_js__WEBPACK_IMPORTED_MODULE_7__/* .isFailure */ .N)(error) ? message : `${error.name}: ${message}`, {
        ...(at && { file: at.file, startLine: at.line }),
    });
    process.exitCode = _actions_core__WEBPACK_IMPORTED_MODULE_0__/* .ExitCode */ .yU.Failure;
    for (let cause = error; cause instanceof Error; cause = cause.cause)
        _actions_core__WEBPACK_IMPORTED_MODULE_0__/* .debug */ .Yz(cause.stack ?? String(cause));
}

__webpack_async_result__();
} catch(e) { __webpack_async_result__(e); } }, 1);

/***/ }),

/***/ 896:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   d: () => (/* binding */ CACHE_SETTINGS),
/* harmony export */   q: () => (/* binding */ cacheScopes)
/* harmony export */ });
/**
 * Pure: a pull request reads its base branch's cache and writes only its own, so that no pull request ever changes what the
 * branch is built from; a branch reads its own and the default branch's; a Git tag only reads.
 */
function cacheScopes({ ref, payload }) {
    const main = payload.repository?.default_branch;
    const pull = payload.pull_request && payload.number;
    const own = pull
        ? `pr-${pull}`
        : ref.startsWith('refs/heads/')
            ? `branch-${ref.slice('refs/heads/'.length)}`
            : undefined;
    const base = pull ? payload.pull_request?.base?.ref : main;
    const read = [own, base && `branch-${base}`].flatMap((scope) => (scope ? [toTag(scope)] : []));
    return { read: [...new Set(read)], ...(own && { write: toTag(own) }) };
}
const toTag = (text) => text.replace(/[^\w.-]+/g, '-').slice(0, 128);
/** A cache's tags move with every build, and what nobody builds any more goes. */
const CACHE_SETTINGS = {
    'image-tag-mutability': 'MUTABLE',
    'lifecycle-policy': {
        rules: [
            rule(1, { tagStatus: 'untagged' }, 1),
            rule(2, { tagStatus: 'tagged', tagPatternList: ['pr-*'] }, 14),
            rule(3, { tagStatus: 'any' }, 90),
        ],
    },
};
function rule(rulePriority, which, days) {
    return {
        rulePriority,
        selection: { ...which, countType: 'sinceImagePushed', countUnit: 'days', countNumber: days },
        action: { type: 'expire' },
    };
}


/***/ }),

/***/ 802:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   I5: () => (/* binding */ fingerprintIn),
/* harmony export */   ax: () => (/* binding */ fingerprintOf),
/* harmony export */   lj: () => (/* binding */ FINGERPRINT),
/* harmony export */   mB: () => (/* binding */ contentTag)
/* harmony export */ });
/* harmony import */ var node_crypto__WEBPACK_IMPORTED_MODULE_0__ = __nccwpck_require__(7598);

/** The annotation of a manifest or index that names what it was made from. */
const FINGERPRINT = 'io.github.ecr-publish.fingerprint';
/** To be raised when the same ingredients make another image than before. */
const SCHEME = 1;
/** Pure: `sha256:…` of the ingredients, in whatever order they were given. */
function fingerprintOf(ingredients) {
    const { platforms, buildArgs, labels, annotations, annotationLevels, ...rest } = ingredients;
    const canonical = {
        scheme: SCHEME,
        ...rest,
        platforms: platforms.toSorted(),
        buildArgs: sorted(buildArgs),
        labels: sorted(labels),
        annotations: annotations.toSorted(),
        annotationLevels: annotationLevels.toSorted(),
    };
    return `sha256:${(0,node_crypto__WEBPACK_IMPORTED_MODULE_0__.createHash)('sha256').update(JSON.stringify(canonical)).digest('hex')}`;
}
/** Pure: the fingerprint that an image carries. */
const fingerprintIn = (manifest) => manifest.annotations?.[FINGERPRINT];
/** Pure: the tag by which another commit finds the image of the same content. */
const contentTag = (fingerprint) => `content-${fingerprint.slice('sha256:'.length, 47)}`;
const sorted = (record) => Object.entries(record).toSorted(([a], [b]) => (a < b ? -1 : 1));


/***/ }),

/***/ 2064:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   K: () => (/* binding */ canMove),
/* harmony export */   c: () => (/* binding */ matches)
/* harmony export */ });
/**
 * Pure: whether a tag that points at one image may be pointed at another.
 * Source: https://docs.aws.amazon.com/AmazonECR/latest/userguide/image-tag-mutability.html
 */
function canMove(tag, { setting, exclusions }) {
    const excluded = setting.endsWith('_WITH_EXCLUSION') && exclusions.some((filter) => matches(tag, filter));
    return setting.startsWith('MUTABLE') !== excluded;
}
/** Pure: whether a wildcard matches: a `*` stands for any number of characters, none included; all else for itself. */
function matches(tag, filter) {
    const pattern = filter
        .split('*')
        .map((part) => part.replace(/[.\\+?^${}()|[\]]/g, '\\$&'))
        .join('.*');
    return new RegExp(`^${pattern}$`).test(tag);
}


/***/ }),

/***/ 1583:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   DC: () => (/* binding */ toPlan),
/* harmony export */   by: () => (/* binding */ tagGroups),
/* harmony export */   d9: () => (/* binding */ lookedUpTags),
/* harmony export */   gi: () => (/* binding */ settleTag),
/* harmony export */   k0: () => (/* binding */ planTable)
/* harmony export */ });
/* harmony import */ var _fingerprint_js__WEBPACK_IMPORTED_MODULE_0__ = __nccwpck_require__(802);
/* harmony import */ var _mutability_js__WEBPACK_IMPORTED_MODULE_1__ = __nccwpck_require__(2064);


/**
 * Pure: the plan for a draft.
 * @param state undefined where the registry could not be asked
 */
function toPlan(draft, repository, state) {
    const fingerprint = draft.fingerprint && { fingerprint: draft.fingerprint };
    if (!state) {
        const tags = draft.tags.map((tag) => ({ tag, action: 'unknown' }));
        return { repository, action: 'build', why: 'the registry was not asked', ...fingerprint, tags };
    }
    const image = draft.reuse.wanted ? reusable(draft, state) : undefined;
    return {
        repository,
        createRepository: !state.repository,
        ...(image ? { action: 'reuse', image } : { action: 'build', why: whyBuild(draft) }),
        ...fingerprint,
        tags: draft.tags.map((tag) => planTag(tag, state.images.get(tag), image?.digest, state.mutability, draft)),
    };
}
/** Every tag that may point at an image to reuse: the wanted ones, the commit's own, the content's. */
const lookedUpTags = ({ tags, commit, contentTag }) => [
    ...new Set([...tags, commit.sha, contentTag ?? ''].filter(Boolean)),
];
function reusable(draft, { images }) {
    const candidates = lookedUpTags(draft).flatMap((tag) => images.get(tag) ?? []);
    return candidates.find(({ manifest }) => draft.fingerprint && (0,_fingerprint_js__WEBPACK_IMPORTED_MODULE_0__/* .fingerprintIn */ .I5)(manifest) === draft.fingerprint);
}
const whyBuild = ({ reuse }) => reuse.wanted ? 'the registry holds no image with this fingerprint' : reuse.why;
function planTag(tag, image, digest, mutability, draft) {
    if (!image)
        return { tag, action: 'create' };
    if (digest)
        return settleTag({ tag, action: 'match', now: image.digest }, digest, mutability);
    const action = (0,_mutability_js__WEBPACK_IMPORTED_MODULE_1__/* .canMove */ .K)(tag, mutability) ? 'move' : mayBuild(image, draft) ? 'match' : 'conflict';
    return { tag, action, now: image.digest };
}
/** Whether a build may give the very image that is there: nobody can tell, or it was made from the same. */
const mayBuild = (image, { fingerprint }) => !fingerprint || (0,_fingerprint_js__WEBPACK_IMPORTED_MODULE_0__/* .fingerprintIn */ .I5)(image.manifest) === fingerprint;
/** Pure: what a tag needs once the digest is known. */
function settleTag(planned, digest, mutability) {
    if (!planned.now)
        return { ...planned, action: 'create' };
    if (planned.now === digest)
        return { ...planned, action: 'keep' };
    return { ...planned, action: (0,_mutability_js__WEBPACK_IMPORTED_MODULE_1__/* .canMove */ .K)(planned.tag, mutability) ? 'move' : 'conflict' };
}
/**
 * Pure: the tags that have to be put, in groups to be done one after the other: first those that never move or are new,
 * then those that move, so that nothing moves to an image whose own tags never arrived.
 */
function tagGroups(tags, mutability) {
    const needed = tags.filter(({ action }) => action === 'create' || action === 'move');
    const first = ({ tag, action }) => !(0,_mutability_js__WEBPACK_IMPORTED_MODULE_1__/* .canMove */ .K)(tag, mutability) || (action === 'create' && !isLatest(tag));
    return [needed.filter(first), needed.filter((tag) => !first(tag))];
}
/** It moves by its very name, also where it is new. */
const isLatest = (tag) => /(^|[-_.])latest($|[-_.])/.test(tag);
/** Pure: the plan as a table, for the log. */
function planTable(plan) {
    const rows = [
        ['tag', 'action', 'points at now'],
        ...plan.tags.map(({ tag, action, now }) => [tag, action, now ?? '']),
    ];
    const width = (column) => Math.max(...rows.map((row) => row[column].length)) + 2;
    const [first, second] = [width(0), width(1)];
    const made = { true: ' (will be made)', false: '', undefined: ' (not asked)' }[String(plan.createRepository)];
    return [
        `repository   ${plan.repository}${made}`,
        `image        ${plan.image ? `reuse ${plan.image.digest}` : `build: ${plan.why}`}`,
        `fingerprint  ${plan.fingerprint ?? 'none'}`,
        ...rows.map((row) => `  ${row[0].padEnd(first)}${row[1].padEnd(second)}${row[2]}`.trimEnd()),
    ].join('\n');
}


/***/ }),

/***/ 4571:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {


// EXPORTS
__nccwpck_require__.d(__webpack_exports__, {
  eS: () => (/* binding */ heldLog),
  jY: () => (/* binding */ isOnPath),
  eF: () => (/* binding */ run)
});

;// CONCATENATED MODULE: external "node:diagnostics_channel"
const external_node_diagnostics_channel_namespaceObject = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:diagnostics_channel");
// EXTERNAL MODULE: external "node:fs"
var external_node_fs_ = __nccwpck_require__(3024);
// EXTERNAL MODULE: external "node:stream"
var external_node_stream_ = __nccwpck_require__(7075);
// EXTERNAL MODULE: external "node:timers/promises"
var promises_ = __nccwpck_require__(8500);
// EXTERNAL MODULE: ./node_modules/@actions/exec/lib/exec.js + 4 modules
var exec = __nccwpck_require__(5334);
// EXTERNAL MODULE: ./node_modules/@actions/io/lib/io.js
var io = __nccwpck_require__(8701);
// EXTERNAL MODULE: ./build/failure.js
var failure = __nccwpck_require__(9874);
;// CONCATENATED MODULE: ./build/process/run.js







const KEPT_BYTES = 256 * 1024;
/** The runner itself waits 7.5 s between its signals. */
const GRACE_MS = 2_000;
/**
 * Runs a program with its output live in the log. The only place that starts processes; no shell is involved.
 * @throws Failure when the program is not on PATH. An exit code is the caller's to judge.
 */
async function run(tool, args, options = {}) {
    options.signal?.throwIfAborted();
    const stdout = tail();
    const output = tail();
    const program = await find(tool);
    const children = watchChildren(options);
    const end = () => endTrees(children.alive, options.graceMs ?? GRACE_MS);
    options.signal?.addEventListener('abort', end);
    try {
        const exitCode = await (0,exec/* exec */.m)(program ? `"${program}"` : tool, args, {
            ignoreReturnCode: true,
            silent: options.silent ?? false,
            ...(options.log && { outStream: options.log }),
            ...(options.env && { env: options.env }),
            ...(options.cwd && { cwd: options.cwd }),
            listeners: {
                stdout: (data) => {
                    stdout.add(data);
                    output.add(data);
                },
                stderr: output.add,
            },
        });
        return { exitCode: exitCode ?? -1, stdout: stdout.text(), output: output.text() };
    }
    catch (cause) {
        throw (0,failure/* failure */.V)(`Could not run ${tool}: ${cause.message}`, { cause });
    }
    finally {
        options.signal?.removeEventListener('abort', end);
        children.stop();
    }
}
/** The step's log, in which nothing appears before it is uncorked. */
function heldLog() {
    const log = new external_node_stream_.Writable({ write: (chunk, _, done) => process.stdout.write(chunk, done) });
    log.cork();
    return log;
}
/** Whether a program can be found. */
const isOnPath = async (tool) => (await find(tool)) !== '';
const programs = new Map();
/** Where a program is, or nothing; looked for once, since PATH may be long. */
function find(tool) {
    const found = programs.get(tool) ?? (0,io/* which */.K7)(tool);
    programs.set(tool, found);
    return found;
}
/** The end of a stream that may be of any length. */
function tail() {
    let chunks = [];
    let bytes = 0;
    return {
        add(data) {
            chunks.push(data);
            bytes += data.length;
            if (bytes > 2 * KEPT_BYTES) {
                chunks = [Buffer.concat(chunks).subarray(-KEPT_BYTES)];
                bytes = KEPT_BYTES;
            }
        },
        text: () => Buffer.concat(chunks).subarray(-KEPT_BYTES).toString(),
    };
}
/**
 * The processes started from now on. @actions/exec hands out none, but Node announces each one
 * (https://nodejs.org/api/diagnostics_channel.html#child-process).
 */
function watchChildren({ signal, onStart }) {
    const alive = new Set();
    const watch = (message) => {
        const { process: child } = message;
        child.once('spawn', () => {
            const pid = child.pid;
            alive.add(pid);
            onStart?.();
            // It was still being started when everything was to end.
            if (signal?.aborted)
                kill([pid], 'SIGKILL');
            child.once('exit', () => alive.delete(pid));
        });
    };
    (0,external_node_diagnostics_channel_namespaceObject.subscribe)('child_process', watch);
    return { alive, stop: () => (0,external_node_diagnostics_channel_namespaceObject.unsubscribe)('child_process', watch) };
}
async function endTrees(roots, graceMs) {
    // A descendant that outlives its parent is no longer below the root, so all that were ever seen are kept.
    const seen = new Set([...roots].flatMap(tree));
    kill(seen, 'SIGTERM');
    for (const start = performance.now(); performance.now() - start < graceMs; await (0,promises_.setTimeout)(25)) {
        for (const pid of [...roots].flatMap(tree))
            seen.add(pid);
        for (const pid of seen)
            if (!isAlive(pid))
                seen.delete(pid);
        if (seen.size === 0)
            return;
    }
    kill(seen, 'SIGKILL');
}
const isAlive = (pid) => {
    try {
        // One that nobody has waited for is over all the same; a container's first process may never do so.
        return process.kill(pid, 0) && statusOf(pid)?.state !== 'Z';
    }
    catch {
        return false;
    }
};
/** A process with all its descendants; only with itself where there is no /proc. */
function tree(root) {
    const childrenOf = new Map();
    for (const entry of processes())
        childrenOf.set(entry.parent, [...(childrenOf.get(entry.parent) ?? []), entry.pid]);
    const below = (pid) => [pid, ...(childrenOf.get(pid) ?? []).flatMap(below)];
    return below(root);
}
function processes() {
    if (process.platform !== 'linux')
        return [];
    return (0,external_node_fs_.readdirSync)('/proc').flatMap((name) => (/^\d+$/.test(name) && statusOf(Number(name))) || []);
}
/** @returns undefined for one that ended meanwhile, and where there is no /proc */
function statusOf(pid) {
    try {
        // "pid (command) state ppid …"; the command may itself hold spaces and parentheses.
        const stat = (0,external_node_fs_.readFileSync)(`/proc/${pid}/stat`, 'utf8');
        const [state = '', parent] = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
        return { pid, state, parent: Number(parent) };
    }
    catch {
        return undefined;
    }
}
function kill(pids, signal) {
    for (const pid of pids) {
        try {
            process.kill(pid, signal);
        }
        catch {
            // it ended meanwhile
        }
    }
}


/***/ }),

/***/ 1028:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   FQ: () => (/* binding */ toOutput),
/* harmony export */   vR: () => (/* binding */ likelyUri),
/* harmony export */   w4: () => (/* binding */ hostOf)
/* harmony export */ });
/**
 * What AWS will most likely answer as the repository's URI.
 * Source: https://docs.aws.amazon.com/AmazonECR/latest/userguide/Registries.html
 * @returns undefined where nothing speaks for one
 */
function likelyUri({ repository: { name, endpoint }, aws }) {
    if (endpoint)
        return `${endpoint}/${name}`;
    const account = aws.roles.at(-1)?.split(':')[4] ?? (aws.allowedAccounts.length === 1 ? aws.allowedAccounts[0] : '');
    // The isolated and the sovereign clouds have other names.
    if (!account || /-iso|^eusc-/.test(aws.region))
        return undefined;
    const domain = aws.region.startsWith('cn-') ? 'amazonaws.com.cn' : 'amazonaws.com';
    return `${account}.dkr.ecr.${aws.region}.${domain}/${name}`;
}
const hostOf = (uri) => uri.slice(0, uri.indexOf('/'));
/**
 * By digest where the builder can; where it cannot, a tag that is new or never moves goes first.
 * @param tags what is planned for them, if that is known
 */
function toOutput(builder, uri, { version }, tags = []) {
    if (builder.pushesByDigest)
        return { push: 'digest', uri };
    const order = ['create', 'match', 'move', 'keep'];
    const [first] = order.flatMap((action) => tags.filter((tag) => tag.action === action));
    return { push: 'tag', uri, tag: first?.tag ?? version };
}


/***/ }),

/***/ 2154:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {


// EXPORTS
__nccwpck_require__.d(__webpack_exports__, {
  m: () => (/* binding */ publish)
});

// EXTERNAL MODULE: external "node:timers/promises"
var promises_ = __nccwpck_require__(8500);
// EXTERNAL MODULE: ./build/build/build.js + 2 modules
var build = __nccwpck_require__(4438);
// EXTERNAL MODULE: ./build/build/builder.js
var build_builder = __nccwpck_require__(7440);
// EXTERNAL MODULE: ./build/failure.js
var failure = __nccwpck_require__(9874);
// EXTERNAL MODULE: ./build/tags/metadata.js
var metadata = __nccwpck_require__(2719);
// EXTERNAL MODULE: ./build/tags/expressions.js + 2 modules
var tags_expressions = __nccwpck_require__(9099);
// EXTERNAL MODULE: ./build/tags/rules.js
var tags_rules = __nccwpck_require__(7095);
// EXTERNAL MODULE: ./build/tags/subject.js
var tags_subject = __nccwpck_require__(1140);
;// CONCATENATED MODULE: ./build/tags/resolve.js




/**
 * Pure, though async: the languages of expressions and versions are loaded only if a rule speaks them.
 *
 * The tags are docker/metadata-action's for the same rules and event, with these exceptions:
 * - the commit of a pull request is its head's (see commitOf);
 * - a tag that is on the list already is not listed again, `latest` included;
 * - what no registry takes, such as `-x` or 200 characters, is an error here instead of later;
 * - expressions in the flavor's prefix and suffix are filled in for `latest`, too.
 * @throws Failure for an expression, a regular expression or a tag that is wrong.
 */
async function resolveTags(rules, flavor, subject) {
    const expressions = await (0,tags_expressions/* loadExpressions */.of)([flavor.prefix, flavor.suffix, ...rules.flatMap(expressionsOf)]);
    const warnings = new Set([...flavor.notes, ...rules.flatMap(({ notes }) => notes)]);
    const reading = { ...expressions, subject, scope: (0,tags_expressions/* globalScope */.gm)(subject), warnings };
    const tags = new Set();
    let followsVersion = false;
    for (const rule of rules) {
        const enable = expressions.fill(rule.enable, reading.scope);
        const made = (0,tags_rules/* trueOrFalse */.d)(rule.line, enable) === 'true' ? await make(rule, reading) : undefined;
        const tag = made && dress(made.value, { ...flavor, ...rule }, reading);
        if (!tag)
            continue;
        // The first rule that gives a tag decides about latest.
        if (tags.size === 0)
            followsVersion = made.isVersion;
        tags.add(toTag(tag, `tags: "${rule.line}"`));
    }
    const [version = ''] = tags;
    const latest = version !== '' && (flavor.latest === 'auto' ? followsVersion : flavor.latest === 'true');
    if (latest)
        tags.add(toTag(dress('latest', ofLatest(flavor), reading), 'flavor: latest'));
    return { version, tags: [...tags], latest, warnings: [...warnings] };
}
/** A match's pattern is a regular expression: its braces are its own. */
const expressionsOf = (rule) => [
    rule.enable,
    rule.prefix ?? '',
    rule.suffix ?? '',
    'value' in rule ? rule.value : '',
    'pattern' in rule && rule.type !== 'match' ? rule.pattern : '',
];
async function make(rule, reading) {
    const { subject, fill, scope } = reading;
    switch (rule.type) {
        case 'schedule':
            return subject.event.name.includes('schedule') ? plain(fill(rule.pattern, (0,tags_expressions/* dateScope */.lV)(subject))) : undefined;
        case 'semver':
        case 'pep440':
            return makeVersion(rule, reading);
        case 'match':
            return makeMatch(rule, reading);
        case 'edge': {
            const wanted = rule.branch || (0,tags_subject/* defaultBranchOf */.dV)(subject);
            return wanted !== undefined && (0,tags_subject/* nameOf */.Vb)(subject, 'heads') === wanted ? plain('edge') : undefined;
        }
        case 'ref': {
            const name = (0,tags_subject/* nameOf */.Vb)(subject, { branch: 'heads', tag: 'tags', pr: 'pull' }[rule.event]);
            return name === undefined ? undefined : { value: name, isVersion: rule.event === 'tag' };
        }
        case 'raw':
            return plain(fill(rule.value, scope));
        case 'sha': {
            const commit = rule.format === 'short' ? (0,tags_subject/* shortCommitOf */.NW)(subject) : (0,tags_subject/* commitOf */.D3)(subject);
            return commit ? plain(commit) : undefined;
        }
    }
}
const plain = (value) => ({ value, isVersion: false });
async function makeVersion(rule, reading) {
    const source = sourceOf(rule, reading);
    if (source === undefined)
        return undefined;
    const text = (rule.match ? matched(rule, source, reading) : source).replaceAll('/', '-');
    const made = rule.type === 'semver'
        ? (await __nccwpck_require__.e(/* import() */ 310).then(__nccwpck_require__.bind(__nccwpck_require__, 310))).semverTag(text, rule.pattern, reading)
        : (await __nccwpck_require__.e(/* import() */ 425).then(__nccwpck_require__.bind(__nccwpck_require__, 425))).pep440Tag(text, rule.pattern, reading);
    if (made)
        return { value: made.value, isVersion: made.isRelease };
    const [kind, about] = rule.type === 'semver' ? ['semantic', 'semver.org'] : ['PEP 440', 'peps.python.org/pep-0440'];
    reading.warnings.add(`tags: "${rule.line}" gives no tag: "${text}" is not a ${kind} version (https://${about}).`);
    return undefined;
}
/** The part of the text that `match=` is for; all of it, with a warning, where it does not match. */
function matched(rule, text, { warnings }) {
    const found = text.match(regularExpression(rule.match, '', rule.line));
    if (!found) {
        warnings.add(`tags: "${rule.line}": ${rule.match} does not match "${text}", so all of it counts.`);
        return text;
    }
    const [, group] = found;
    if (group !== undefined)
        return group;
    throw (0,failure/* failure */.V)(`tags: "${rule.line}": ${rule.match} has no group that matches "${text}". Put the version's part in brackets, such as match=v(.*).`);
}
function makeMatch(rule, reading) {
    const text = sourceOf(rule, reading);
    if (text === undefined)
        return undefined;
    const [, source = rule.pattern, flags = ''] = /^\/(.+)\/(.*)$/.exec(rule.pattern) ?? [];
    const value = text.match(regularExpression(source, flags, rule.line))?.[rule.group];
    if (value !== undefined)
        return { value, isVersion: true };
    const what = rule.group === 0 ? rule.pattern : `group ${rule.group} of ${rule.pattern}`;
    reading.warnings.add(`tags: "${rule.line}" gives no tag: ${what} does not match "${text}".`);
    return undefined;
}
/** What a version or match is read from: the rule's value, or the Git tag. */
function sourceOf({ value }, { fill, scope, subject }) {
    return value ? fill(value, scope) : (0,tags_subject/* nameOf */.Vb)(subject, 'tags');
}
function regularExpression(source, flags, line) {
    try {
        return new RegExp(source, flags);
    }
    catch (cause) {
        throw (0,failure/* failure */.V)(`tags: "${line}" has a regular expression that is wrong: ${cause.message}. A comma ends a field: put double quotes around one that holds it, such as "pattern=\\d{1,2}".`, { cause });
    }
}
function ofLatest(flavor) {
    return {
        prefix: flavor.prefixOnLatest ? flavor.prefix : '',
        suffix: flavor.suffixOnLatest ? flavor.suffix : '',
    };
}
function dress(value, { prefix, suffix }, { fill, scope }) {
    return fill(prefix, scope) + value + fill(suffix, scope);
}
/**
 * Runs of characters that a tag cannot have become one `-` each.
 * Source: https://github.com/distribution/reference/blob/main/regexp.go (TagRegexp)
 */
function toTag(text, where) {
    const tag = text.replace(/[^A-Za-z0-9._-]+/g, '-');
    if (/^[A-Za-z0-9_][A-Za-z0-9._-]{0,127}$/.test(tag))
        return tag;
    const reason = tag.length > 128
        ? `it has ${tag.length} characters, and 128 are the most. Make it shorter, with type=match or a shorter prefix or suffix`
        : 'it has to start with a letter, a digit or _. Add a prefix, such as prefix=v';
    throw (0,failure/* failure */.V)(`${where} gives "${tag}", which is not a tag: ${reason}.`);
}

// EXTERNAL MODULE: ./build/plan/cache.js
var cache = __nccwpck_require__(896);
// EXTERNAL MODULE: ./build/plan/fingerprint.js
var plan_fingerprint = __nccwpck_require__(802);
;// CONCATENATED MODULE: ./build/plan/labels.js
/**
 * What is known of the image in OCI's words; `created` is the commit's time, so that the same commit gives the same
 * image. Source: https://github.com/opencontainers/image-spec/blob/main/annotations.md
 */
function ociDescription(event, commit, version) {
    const repository = event.payload.repository;
    const url = repository?.html_url ?? (event.repository && `${event.serverUrl}/${event.repository}`);
    const license = repository?.license?.spdx_id;
    const known = {
        created: commit.time === undefined ? undefined : new Date(commit.time * 1000).toISOString(),
        description: repository?.description,
        licenses: license === 'NOASSERTION' ? undefined : license,
        revision: commit.sha,
        source: url,
        title: repository?.name ?? event.repository.split('/')[1],
        url,
        version,
    };
    return Object.fromEntries(Object.entries(known).flatMap(([name, value]) => (value ? [[`org.opencontainers.image.${name}`, value]] : [])));
}

;// CONCATENATED MODULE: ./build/plan/draft.js






/**
 * Pure: the draft for a request.
 * @param worktree undefined where nobody will ask for the fingerprint
 * @param now for `{{date}}` in a tag
 */
async function toDraft(request, event, commit, worktree, now) {
    const subject = {
        event,
        commit,
        now,
        ...(request.shortShaLength !== undefined && { shortShaLength: request.shortShaLength }),
    };
    const { tags, version, warnings } = await resolveTags(request.tags, request.flavor, subject);
    const [main, ...others] = tags;
    if (!main)
        throw (0,failure/* failure */.V)(explainNoTag(event, commit));
    const { annotationLevels, ...build } = request.build;
    const given = await filled(build, subject);
    const description = ociDescription(event, commit, version);
    const annotations = allAnnotations(description, given.annotations, annotationLevels);
    const fingerprint = worktree?.clean ? (0,plan_fingerprint/* fingerprintOf */.ax)(ingredients(request, commit, worktree)) : undefined;
    return {
        tags: [main, ...others],
        version,
        warnings,
        commit,
        annotations,
        build: {
            ...build,
            labels: { ...description, ...Object.fromEntries(given.labels) },
            // The same commit gives the same image: https://reproducible-builds.org/docs/source-date-epoch/
            buildArgs: {
                ...(commit.time !== undefined && { SOURCE_DATE_EPOCH: String(commit.time) }),
                ...Object.fromEntries(build.buildArgs),
            },
            annotations: fingerprint
                ? [...annotations, { level: rootLevel(build.platforms), name: plan_fingerprint/* FINGERPRINT */.lj, value: fingerprint }]
                : annotations,
        },
        ...(fingerprint && { fingerprint }),
        ...(fingerprint && request.reuse === 'content' && { contentTag: (0,plan_fingerprint/* contentTag */.mB)(fingerprint) }),
        cacheScopes: (0,cache/* cacheScopes */.q)(event),
        reuse: reuseOf(request, event, worktree),
    };
}
/** The given labels and annotations with their expressions filled in. */
async function filled({ labels, annotations }, subject) {
    const texts = [...labels.map(([, value]) => value), ...annotations.map(({ value }) => value)];
    const values = (await (0,metadata/* fillLines */.Dk)(texts, subject)).values();
    const next = () => values.next().value ?? '';
    return {
        labels: labels.map(([name]) => [name, next()]),
        annotations: annotations.map((each) => ({ ...each, value: next() })),
    };
}
/** Where the fingerprint goes: on what the tag points at. */
const rootLevel = (platforms) => (platforms.length > 1 ? 'index' : 'manifest');
/** The known description on each level, with what is given for the level over it. */
function allAnnotations(description, given, levels) {
    const everywhere = levels.flatMap((level) => Object.entries(description).map(([name, value]) => ({ level, name, value })));
    const leveled = given.flatMap((each) => (each.level ? [each] : levels.map((level) => ({ ...each, level }))));
    const byPlace = new Map([...everywhere, ...leveled].map((each) => [`${each.level}:${each.name}`, each]));
    return [...byPlace.values()];
}
/** Labels and annotations count as they are written: what {{date}} gives would never be the same again. */
function ingredients({ reuse, build }, commit, { context, dockerfile }) {
    const { target, platforms, annotationLevels, reproducible } = build;
    return {
        source: reuse === 'content'
            ? { context, dockerfile }
            : { commit: commit.head ?? commit.sha, context: build.context, file: build.file },
        target,
        platforms,
        buildArgs: Object.fromEntries(build.buildArgs),
        labels: Object.fromEntries(build.labels),
        annotations: allAnnotations({}, build.annotations, annotationLevels).map(({ level, name, value }) => `${level}:${name}=${value}`),
        annotationLevels,
        reproducible,
    };
}
function reuseOf({ reuse, build }, event, worktree) {
    const why = reuse === 'off'
        ? 'reuse is off'
        : build.pull
            ? 'pull asks for newer base images'
            : build.noCache
                ? 'no-cache asks for a fresh build'
                : event.name === 'schedule'
                    ? 'a schedule is there to build afresh'
                    : worktree && !worktree.clean
                        ? worktree.why
                        : undefined;
    return why ? { wanted: false, why } : { wanted: true };
}
function explainNoTag(event, commit) {
    return commit.sha
        ? `tags: no rule gives a tag for this event (${event.name || 'none'} of ${event.ref || 'no ref'}). Add one that does, such as type=sha, or run this step for other events only.`
        : 'tags: none is given, and there is no commit to take one from. Check the repository out first (actions/checkout), or give a tag.';
}

// EXTERNAL MODULE: ./build/report/report.js
var report_report = __nccwpck_require__(7177);
// EXTERNAL MODULE: ./build/process/run.js + 1 modules
var run = __nccwpck_require__(4571);
;// CONCATENATED MODULE: ./build/request/commit.js

/**
 * The checked-out commit. A pull request's merge commit, which no branch will ever hold, goes by the head's name; a
 * workflow that checks out something else than its event's commit gets what it checked out.
 */
async function readCommit(event, context, signal) {
    // The workspace first: a context in a submodule belongs to the commit around it.
    const hasGit = await (0,run/* isOnPath */.jY)('git');
    const head = hasGit ? ((await checkedOut('.', signal)) ?? (await checkedOut(context, signal))) : undefined;
    return toCommit(event, head);
}
/** Pure part of {@link readCommit}. */
function toCommit(event, head) {
    if (head && event.sha && head.sha !== event.sha)
        return { ...head, head: head.sha };
    const pullHead = /^pull_request(?!_target)/.test(event.name) ? event.payload.pull_request?.head?.sha : undefined;
    const pushed = Date.parse(event.payload.head_commit?.timestamp ?? '');
    const time = head?.time ?? (Number.isNaN(pushed) ? undefined : Math.floor(pushed / 1000));
    return {
        sha: pullHead ?? (event.sha || (head?.sha ?? '')),
        ...(head && { head: head.sha }),
        ...(time !== undefined && { time }),
    };
}
async function checkedOut(folder, signal) {
    // In a job's container the checkout belongs to another user, which git refuses to read without safe.directory.
    const args = ['-c', 'safe.directory=*', '-C', folder, 'log', '-1', '--no-show-signature', '--format=%H %ct'];
    const { exitCode, stdout } = await (0,run/* run */.eF)('git', args, { silent: true, ...(signal && { signal }) });
    const [sha, time] = stdout.trim().split(' ');
    return exitCode === 0 && sha ? { sha, time: Number(time) } : undefined;
}

// EXTERNAL MODULE: external "node:fs"
var external_node_fs_ = __nccwpck_require__(3024);
// EXTERNAL MODULE: external "node:path"
var external_node_path_ = __nccwpck_require__(6760);
// EXTERNAL MODULE: ./node_modules/@balena/dockerignore/ignore.js
var ignore = __nccwpck_require__(4158);
;// CONCATENATED MODULE: ./build/request/worktree.js




/**
 * Whether the build sees exactly what the commit holds: no file is changed, and none is there that neither Git nor
 * .dockerignore knows, such as what an earlier step generated.
 */
async function readWorktree(context, file, signal) {
    if (!(await (0,run/* isOnPath */.jY)('git')))
        return { clean: false, why: 'there is no git to compare the files with the commit' };
    const dockerfile = (0,external_node_path_.relative)(context, file);
    const own = `${dockerfile}.dockerignore`;
    // In a job's container the checkout belongs to another user; nothing is written, not even Git's index.
    const git = (...args) => (0,run/* run */.eF)('git', ['--no-optional-locks', '-c', 'safe.directory=*', '-C', context, ...args], {
        silent: true,
        ...(signal && { signal }),
    });
    const objectsOf = [dockerfile, own].map((path) => `HEAD:./${path}`);
    const [objects, status] = await Promise.all([
        git('rev-parse', '--show-toplevel', '--show-prefix', '--git-path', 'info/sparse-checkout', 'HEAD:./', ...objectsOf),
        git('status', '--porcelain', '-z', '--ignored', '--untracked-files=normal', '--', '.', dockerfile, own),
    ]);
    const [top = '', prefix = '', sparse = '', ...lines] = objects.stdout.split('\n');
    // What is not in the commit is repeated as it was asked for, and ends the list.
    const [tree, blob, ownBlob = ''] = lines.filter((line) => /^[0-9a-f]{40,}$/.test(line));
    if (status.exitCode !== 0 || !tree || !blob)
        return { clean: false, why: `Git has no commit that holds ${file}` };
    // The file stays behind when sparse checkouts are turned off again.
    const isSparse = (0,external_node_fs_.existsSync)((0,external_node_path_.resolve)(context, sparse)) &&
        (await git('config', '--type=bool', '--get', 'core.sparseCheckout')).stdout.trim() === 'true';
    if (isSparse)
        return { clean: false, why: 'the checkout is sparse' };
    const submodules = (0,external_node_fs_.existsSync)((0,external_node_path_.join)(top, '.gitmodules')) ? (await git('submodule', 'status', '.')).stdout : '';
    if (/^-/m.test(submodules))
        return { clean: false, why: 'a submodule is not checked out' };
    const hasOwn = (0,external_node_fs_.existsSync)(`${file}.dockerignore`);
    const patterns = ignorePatterns([`${file}.dockerignore`, (0,external_node_path_.join)(context, '.dockerignore')].find(external_node_fs_.existsSync));
    // The builder reads these even where they keep themselves out; one that is gone would have been read.
    const read = [dockerfile, own, ...(hasOwn ? [] : ['.dockerignore'])];
    const foreign = changedPaths(status.stdout)
        .map((path) => `${(0,external_node_path_.relative)(prefix, path) || '.'}${path.endsWith('/') ? '/' : ''}`)
        .filter((path) => read.includes(path) || !isIgnored(path, patterns));
    return foreign.length === 0
        ? { clean: true, context: tree, dockerfile: `${blob} ${ownBlob}`.trim() }
        : { clean: false, why: `the build sees what the commit does not hold: ${some(foreign)}` };
}
/** Pure: the paths of `git status --porcelain -z`, from the repository's root; of a rename both. */
function changedPaths(status) {
    const entries = status.split('\0').values();
    const paths = [];
    for (const entry of entries) {
        if (entry)
            paths.push(entry.slice(3));
        // The name before comes as an entry of its own, without a status.
        if (/[RC]/.test(entry.slice(0, 2)))
            paths.push(entries.next().value ?? '');
    }
    return paths;
}
/**
 * Pure: whether .dockerignore keeps a path out of the build. A folder of which it may let something in again is not.
 * Source: https://docs.docker.com/build/concepts/context/#dockerignore-files
 */
function isIgnored(path, patterns) {
    if (path.startsWith('..'))
        return false;
    const exceptions = patterns.flatMap((pattern) => pattern.match(/^\s*!(.+)$/)?.[1] ?? []);
    const isFolder = path === '.' || path.endsWith('/');
    if (isFolder && exceptions.some((exception) => mayMatchBelow(exception, path)))
        return false;
    // Docker tells upper and lower case apart.
    return ignore["default"]({ ignorecase: false }).add(patterns).ignores(path.replace(/\/$/, ''));
}
/** Whether a pattern could match something in a folder; where its wildcards leave a doubt, it could. */
function mayMatchBelow(pattern, folder) {
    const clean = (0,external_node_path_.normalize)(pattern.trim()).replace(/^\//, '');
    const [literal = ''] = clean.split(/[*?[\\]/);
    const goesDeep = /[*?[\\]/.test(clean) && /\/|\*\*/.test(clean);
    return folder === '.' || folder === './' || literal.startsWith(folder) || (goesDeep && folder.startsWith(literal));
}
const ignorePatterns = (path) => (path ? (0,external_node_fs_.readFileSync)(path, 'utf8').split(/\r?\n/) : []);
const some = (paths) => paths.length > 3 ? `${paths.slice(0, 3).join(', ')} and ${paths.length - 3} more` : paths.join(', ');

// EXTERNAL MODULE: external "node:util"
var external_node_util_ = __nccwpck_require__(7975);
// EXTERNAL MODULE: external "node:http"
var external_node_http_ = __nccwpck_require__(7067);
// EXTERNAL MODULE: external "node:https"
var external_node_https_ = __nccwpck_require__(4708);
;// CONCATENATED MODULE: ./build/registry/guarded.js


/**
 * Whether a registry wants a password. ECR always does; an emulator in its place may take what anyone pushes.
 * Source: https://distribution.github.io/distribution/spec/api/#api-version-check
 */
async function isGuarded(host) {
    // BuildKit, too, goes without TLS to this machine only.
    const local = /^(localhost|127\.\d+\.\d+\.\d+|\[::1\])(:|$)/.test(host);
    const answer = await new Promise((resolve) => {
        const request = local ? (0,external_node_http_.get)(`http://${host}/v2/`, resolve) : (0,external_node_https_.get)(`https://${host}/v2/`, resolve);
        request.setTimeout(2_000, () => request.destroy()).on('error', () => resolve(undefined));
    });
    answer?.resume();
    return answer?.statusCode === 401;
}

// EXTERNAL MODULE: external "node:fs/promises"
var external_node_fs_promises_ = __nccwpck_require__(1455);
;// CONCATENATED MODULE: external "node:net"
const external_node_net_namespaceObject = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:net");
// EXTERNAL MODULE: external "node:os"
var external_node_os_ = __nccwpck_require__(8161);
// EXTERNAL MODULE: ./build/build/docker.js
var docker = __nccwpck_require__(4183);
// EXTERNAL MODULE: ./build/registry/auth.js
var auth = __nccwpck_require__(3606);
;// CONCATENATED MODULE: ./build/registry/helper.js







const NAME = 'ecr-publish';
const PROGRAM = `docker-credential-${NAME}`;
const SOCKET = 'socket';
/**
 * What Docker runs: it hands on what this process says. A path may hold anything, so none is in its text. Node makes its
 * stderr non-blocking; that is the builder's own, which would lose lines of the log for it.
 */
const SCRIPT = `#!/bin/sh
[ "$1" = get ] && exec "$ECR_PUBLISH_NODE" -e 'require("net").connect(process.argv[1]).pipe(process.stdout)' "\${0%/*}/${SOCKET}" 2>/dev/null
`;
/** The path of a socket has at most 107 bytes on Linux, 103 on macOS. */
const LONGEST_BASE = 70;
/**
 * Starts a credential helper for one registry in a Docker configuration of its own, in which all else is the user's.
 * Source: https://docs.docker.com/reference/cli/docker/login/#credential-helpers
 * @returns undefined where that cannot be done
 * @throws Failure for a DOCKER_AUTH_CONFIG that is wrong
 */
async function startHelper(host, env) {
    const { docker: original, buildx } = (0,docker/* configFolders */.k)(env);
    const config = process.platform === 'win32' ? undefined : readConfig((0,external_node_path_.join)(original, 'config.json'));
    const split = config && (0,auth/* withHelper */.z)(config, { host, helper: NAME }, env.DOCKER_AUTH_CONFIG);
    const folder = split && makeFolder(env);
    if (!folder)
        return undefined;
    const desk = openDesk();
    const stop = async () => {
        desk.close();
        await (0,external_node_fs_promises_.rm)(folder, { recursive: true, force: true });
    };
    try {
        writeConfiguration(folder, original, split.file);
        await desk.listen((0,external_node_path_.join)(folder, SOCKET));
    }
    catch {
        await stop();
        return undefined; // such as a file system without sockets, or one from which nothing may be run
    }
    return {
        env: {
            DOCKER_CONFIG: folder,
            BUILDX_CONFIG: buildx,
            DOCKER_AUTH_CONFIG: split.env ?? '',
            ECR_PUBLISH_NODE: process.execPath,
            PATH: [folder, env.PATH].join(external_node_path_.delimiter),
        },
        give(auth) {
            const [, Username, Secret] = Buffer.from(auth, 'base64')
                .toString()
                .match(/^([^:]*):(.*)$/s) ?? [];
            desk.answer(JSON.stringify({ ServerURL: host, Username, Secret }));
        },
        stop,
    };
}
/** Only its user may enter it. */
function makeFolder({ RUNNER_TEMP }) {
    const base = [RUNNER_TEMP, (0,external_node_os_.tmpdir)()].find((path) => path && path.length <= LONGEST_BASE);
    try {
        return base && (0,external_node_fs_.mkdtempSync)((0,external_node_path_.join)(base, 'ecr-publish-'));
    }
    catch {
        return undefined; // it is not there, or may not be written to
    }
}
/** Everything of the user's configuration by links, but for the file that differs; and the program, which may be run. */
function writeConfiguration(folder, original, config) {
    const own = ['config.json', PROGRAM, SOCKET];
    for (const name of entries(original)) {
        if (!own.includes(name))
            (0,external_node_fs_.symlinkSync)((0,external_node_path_.join)(original, name), (0,external_node_path_.join)(folder, name));
    }
    (0,external_node_fs_.writeFileSync)((0,external_node_path_.join)(folder, 'config.json'), JSON.stringify(config), { mode: 0o600 });
    (0,external_node_fs_.writeFileSync)((0,external_node_path_.join)(folder, PROGRAM), SCRIPT, { mode: 0o700 });
    (0,external_node_fs_.accessSync)((0,external_node_path_.join)(folder, PROGRAM), external_node_fs_.constants.X_OK);
}
/** A socket at which everybody who comes, before or after there is an answer, gets the same. */
function openDesk() {
    const { promise, resolve: answer } = Promise.withResolvers();
    const waiting = new Set();
    const server = (0,external_node_net_namespaceObject.createServer)((socket) => {
        waiting.add(socket);
        // It may be gone before it is answered.
        socket.on('error', () => { }).on('close', () => waiting.delete(socket));
        promise.then((text) => socket.end(text));
    });
    return {
        answer,
        listen: (path) => new Promise((listening, reject) => server.once('error', reject).listen(path, listening)),
        close() {
            for (const socket of waiting)
                socket.destroy();
            server.close();
        },
    };
}
const entries = (folder) => {
    try {
        return (0,external_node_fs_.readdirSync)(folder);
    }
    catch {
        return []; // most have none
    }
};
/** @returns undefined for one that cannot be read, which the builder will have words for */
function readConfig(file) {
    try {
        return JSON.parse((0,external_node_fs_.readFileSync)(file, 'utf8'));
    }
    catch (error) {
        return error.code === 'ENOENT' ? {} : undefined;
    }
}

// EXTERNAL MODULE: ./build/publish/destination.js
var destination = __nccwpck_require__(1028);
;// CONCATENATED MODULE: ./build/publish/early.js






/**
 * BuildKit sometimes takes a builder that ends while it is asked for a password for a network that fails, and waits a
 * second to try again. Without the password nothing can come of it.
 */
const GRACE_MS = 150;
/**
 * @returns once it has started; undefined where a build has to wait until AWS has answered
 */
async function startEarly(request, drafted, found, { env, signal }, report) {
    const { cache, endpoint } = request.repository;
    const uri = (0,destination/* likelyUri */.vR)(request);
    // What reads its cache from ECR asks for the password before anything else.
    if (!uri || cache)
        return undefined;
    const guarded = endpoint ? isGuarded(endpoint) : true;
    const [draft, builder] = await Promise.all([drafted, found]);
    if (!(await guarded))
        return undefined;
    const helper = await startHelper((0,destination/* hostOf */.w4)(uri), env);
    if (!helper)
        return undefined;
    const guess = (0,destination/* toOutput */.FQ)(builder, uri, draft);
    const log = (0,run/* heldLog */.eS)();
    const ending = new AbortController();
    const anyEnd = AbortSignal.any([signal, ending.signal]);
    // Whoever waits for the password would hold on to the builder's output.
    anyEnd.addEventListener('abort', helper.stop);
    const started = Promise.withResolvers();
    const start = performance.now();
    const built = (0,build/* build */.j)(builder, draft.build, guess, {
        env: { ...env, ...helper.env },
        signal: anyEnd,
        log,
        onStart: started.resolve,
        graceMs: GRACE_MS,
    });
    let failed = false;
    let isLetGo = false;
    const over = built
        .catch(() => {
        failed = true;
    })
        .then(() => {
        const name = isLetGo ? 'build and push' : 'build, ended';
        report.phases.push({ name, start, end: performance.now() });
        return helper.stop();
    });
    await Promise.race([started.promise, over]);
    return {
        letGo(output, auth) {
            // One that failed may have waited for its password for too long (BuildKit gives it 60 s), and is done again.
            if (failed || !(0,external_node_util_.isDeepStrictEqual)(output, guess))
                return false;
            isLetGo = true;
            log.uncork();
            helper.give(auth);
            return true;
        },
        built,
        end() {
            ending.abort();
            return over;
        },
    };
}

// EXTERNAL MODULE: ./build/aws/oidc.js
var oidc = __nccwpck_require__(6209);
;// CONCATENATED MODULE: ./build/publish/policies.js

/** The policies that this run would need. Without an id-token the subject is worked out from the event. */
async function policiesOf(request, settings, event, { env, idToken }) {
    const [{ printPolicies }, claims] = await Promise.all([
        Promise.all(/* import() */[__nccwpck_require__.e(815), __nccwpck_require__.e(621)]).then(__nccwpck_require__.bind(__nccwpck_require__, 5621)),
        idToken().then(oidc/* readClaims */.Ip, () => undefined),
    ]);
    const ids = { owner: env.GITHUB_REPOSITORY_OWNER_ID, repository: env.GITHUB_REPOSITORY_ID };
    return printPolicies(request, settings, { event, ids, claims });
}

;// CONCATENATED MODULE: ./build/publish/publish.js









/** A large checkout, or a builder that has to be asked for its driver, does not keep AWS waiting for longer. */
const HEAD_START_MS = 60;
/**
 * Takes a commit to an image in ECR: a build that begins at once, meanwhile one look at the registry, a plan, push by
 * digest or an image that is there already, read back, then the tags.
 * @param report filled in as the run goes
 */
async function publish(request, event, around, report) {
    const [settings] = await Promise.all([settingsOf(request), (0,build/* checkContext */.M)(request.build)]);
    if (!request.push.wanted && !request.dryRun)
        return buildOnly(request, request.push.why, event, around, report);
    const drafted = makeDraft(request, event, around, report);
    const asking = request.aws.roles.length > 0 ? { ...around, idToken: askedAtOnce(around.idToken, report) } : around;
    const found = request.dryRun ? undefined : (0,build_builder/* findBuilder */.Lx)(request.builder, around.env, around.signal);
    const begun = found && startEarly(request, drafted, found, around, report);
    const local = Promise.all([drafted, found, begun]);
    try {
        const registry = await loadRegistry(local);
        if (request.printPolicies)
            report.notes.push(await policiesOf(request, settings, event, asking));
        const ecr = registry.connect(request, asking, report);
        // What does not depend on each other runs at the same time.
        const looked = (0,report_report/* phase */.O)(report, 'look', () => registry.lookAt(ecr, request, settings, drafted, around.mask));
        const [[draft, builder, early], look] = await Promise.all([local, looked]);
        report.draft = draft;
        report.warnings.push(...draft.warnings);
        around.signal.throwIfAborted();
        if (!registry.isUnknown(look))
            registry.checkAccount(look.authorization.account, request.aws.allowedAccounts);
        if (!builder || registry.isUnknown(look))
            return registry.explainDryRun(request, settings, draft, look, report);
        await registry.transact({ request, settings, draft, ecr, look, builder, early, around, report });
    }
    catch (error) {
        // Where both fail, a wrong tag is told, not what AWS said.
        await drafted;
        throw error;
    }
    finally {
        await (await begun?.catch(() => undefined))?.end();
    }
}
/** It takes a round trip, so it is asked before it is needed; and again when a session has run out. */
function askedAtOnce(ask, report) {
    let first = (0,report_report/* phase */.O)(report, 'id token', ask);
    // Told to whoever needs it.
    first.catch(() => { });
    return () => {
        const token = first ?? ask();
        first = undefined;
        return token;
    };
}
/** Loading takes the one thread for itself, so Git and the builder are started first. */
async function loadRegistry(local) {
    await Promise.race([local, (0,promises_.setTimeout)(HEAD_START_MS)]);
    return Promise.all(/* import() */[__nccwpck_require__.e(239), __nccwpck_require__.e(419)]).then(__nccwpck_require__.bind(__nccwpck_require__, 419));
}
/** Most runs have no settings, and do without what reads them. */
async function settingsOf({ settings, aws }) {
    if (!Object.values(settings).some(Boolean))
        return {};
    const { readSettings } = await Promise.all(/* import() */[__nccwpck_require__.e(815), __nccwpck_require__.e(207), __nccwpck_require__.e(964)]).then(__nccwpck_require__.bind(__nccwpck_require__, 1964));
    return readSettings(settings, aws.region);
}
function makeDraft(request, event, { signal }, report) {
    const { context, file } = request.build;
    return (0,report_report/* phase */.O)(report, 'Git', async () => {
        const [commit, worktree] = await Promise.all([
            readCommit(event, context, signal),
            readWorktree(context, file, signal),
        ]);
        return toDraft(request, event, commit, worktree, new Date());
    });
}
async function buildOnly(request, why, event, around, report) {
    report.notPushed = why;
    const [draft, builder] = await Promise.all([
        makeDraft(request, event, around, report),
        (0,build_builder/* findBuilder */.Lx)(request.builder, around.env, around.signal),
    ]);
    report.draft = draft;
    report.warnings.push(...draft.warnings);
    const { metadata } = await (0,report_report/* phase */.O)(report, 'build', () => (0,build/* build */.j)(builder, draft.build, { push: 'nothing' }, around));
    report.metadata = metadata;
}


/***/ }),

/***/ 3606:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   j: () => (/* binding */ dockerAuthConfig),
/* harmony export */   z: () => (/* binding */ withHelper)
/* harmony export */ });
/* harmony import */ var _failure_js__WEBPACK_IMPORTED_MODULE_0__ = __nccwpck_require__(9874);
// How the builder gets the credentials for a registry. Pure.
// Source: https://github.com/docker/cli/tree/master/cli/config (config.json, DOCKER_AUTH_CONFIG, credential helpers)

/**
 * Docker's configuration with a registry's credentials in it, for the environment of the one child that needs them
 * (buildctl 0.24, buildx 0.26 and later read DOCKER_AUTH_CONFIG; no file is written).
 * @param existing a configuration that is already in the environment; its other registries are kept
 */
function dockerAuthConfig(host, auth, existing) {
    const config = existing ? parse(existing) : {};
    return JSON.stringify({ ...config, auths: { ...config.auths, [host]: { auth } } });
}
/**
 * A user's configuration, changed so that a credential helper answers for one registry: what may be in a file, and the
 * passwords that were in it, for DOCKER_AUTH_CONFIG.
 * @param existing a configuration that is already in the environment, and goes before the file's
 * @returns undefined where the file has secrets that the environment cannot take
 */
function withHelper(config, { host, helper }, existing) {
    const { auths = {}, credHelpers, ...rest } = config;
    if (config.HttpHeaders || JSON.stringify(config.proxies ?? '').includes('@'))
        return undefined;
    // Docker does not read a password where a helper or a store answers.
    const read = Object.entries(auths).filter(([name]) => !config.credsStore && !credHelpers?.[name]);
    if (read.some(([, { auth, ...more }]) => Object.values(more).some(Boolean)))
        return undefined;
    const passwords = read.flatMap(([name, { auth }]) => (auth ? [[registryOf(name), { auth }]] : []));
    const given = existing ? parse(existing) : {};
    const { [host]: _, ...others } = { ...Object.fromEntries(passwords), ...given.auths };
    const env = Object.keys(others).length > 0 ? JSON.stringify({ ...given, auths: others }) : undefined;
    return { file: { ...rest, credHelpers: { ...credHelpers, [host]: helper } }, env };
}
/** Files of old have URLs; the environment's names are compared as they are, and Docker Hub's is a URL. */
const registryOf = (name) => name === 'https://index.docker.io/v1/' ? name : name.replace(/^https?:\/\//, '').replace(/\/.*$/, '');
function parse(text) {
    try {
        const config = JSON.parse(text);
        if (config instanceof Object)
            return config;
    }
    catch {
        // Said below, without the parser's message: it quotes the value, which holds passwords.
    }
    throw (0,_failure_js__WEBPACK_IMPORTED_MODULE_0__/* .failure */ .V)("DOCKER_AUTH_CONFIG in the environment is not Docker's configuration in JSON. Mend it, or unset it for this step.");
}


/***/ }),

/***/ 9329:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   Zk: () => (/* binding */ storedBytes),
/* harmony export */   _P: () => (/* binding */ MANIFEST_TYPES),
/* harmony export */   oj: () => (/* binding */ digestsByPlatform)
/* harmony export */ });
/* unused harmony export platformOf */
// What a manifest and an index say. Source: https://github.com/opencontainers/image-spec/blob/main/manifest.md and
// image-index.md; Docker's schema 2 has the same fields.
const MANIFEST_TYPES = [
    'application/vnd.oci.image.index.v1+json',
    'application/vnd.oci.image.manifest.v1+json',
    'application/vnd.docker.distribution.manifest.list.v2+json',
    'application/vnd.docker.distribution.manifest.v2+json',
];
/** `linux/arm64/v8`; undefined for an attestation, which has the platform unknown/unknown. */
function platformOf({ platform, annotations }) {
    if (!platform || annotations?.['vnd.docker.reference.type'] === 'attestation-manifest')
        return undefined;
    return [platform.os, platform.architecture, platform.variant].filter(Boolean).join('/');
}
/** The digest of each platform's image, for an index; nothing for a manifest, which does not say its platform. */
function digestsByPlatform([root]) {
    return Object.fromEntries((root.manifest.manifests ?? []).flatMap((child) => {
        const platform = platformOf(child);
        return platform ? [[platform, child.digest]] : [];
    }));
}
/** Bytes that the registry keeps for the image: configurations and layers as they are stored, each once. */
function storedBytes(image) {
    const blobs = image.flatMap(({ manifest }) => [manifest.config, ...(manifest.layers ?? [])]);
    const sizes = new Map(blobs.flatMap((blob) => (blob ? [[blob.digest, blob.size]] : [])));
    return [...sizes.values()].reduce((sum, size) => sum + size, 0);
}


/***/ }),

/***/ 4121:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   I: () => (/* binding */ toOutputs)
/* harmony export */ });
/* unused harmony export outputNames */
/* harmony import */ var _registry_manifest_js__WEBPACK_IMPORTED_MODULE_1__ = __nccwpck_require__(9329);
/* harmony import */ var _tags_metadata_js__WEBPACK_IMPORTED_MODULE_0__ = __nccwpck_require__(2719);


/** Every output of action.yml, in its order (a test holds the two together). */
const outputNames = (/* unused pure expression or super */ null && ([
    'image',
    'image-uri',
    'digest',
    'digests',
    'imageid',
    'previous-digest',
    'tags',
    'tag-names',
    'version',
    'repository-uri',
    'repository-name',
    'registry',
    'repository-created',
    'reused',
    'plan',
    'labels',
    'annotations',
    'json',
    'metadata',
]));
/** Pure: the outputs of what is known; one that is not known is left out. */
function toOutputs(report) {
    const { repository, uri, image, metadata, tags, reused, previousDigest } = report;
    const imageId = image?.[0].manifest.config?.digest;
    return {
        ...imageOutputs(report),
        ...(imageId && { imageid: imageId }),
        ...(previousDigest && { 'previous-digest': previousDigest }),
        ...(uri && tags.length > 0 && { tags: tags.map((tag) => `${uri}:${tag}`).join('\n') }),
        ...(uri && { 'repository-uri': uri, registry: uri.slice(0, uri.indexOf('/')) }),
        ...(repository && {
            'repository-name': repository.name,
            'repository-created': String(repository.created),
        }),
        ...(reused !== undefined && { reused: String(reused) }),
        ...planOutput(report),
        ...draftOutputs(report),
        ...(metadata && { metadata: JSON.stringify(metadata) }),
    };
}
function imageOutputs({ draft, uri, image, tags }) {
    const main = uri && draft && tags.includes(draft.version) && { 'image-uri': `${uri}:${draft.version}` };
    if (!image)
        return { ...main };
    const { digest, manifest } = image[0];
    const [platform] = draft?.build.platforms ?? [];
    // A manifest does not say its platform, but the request may.
    const digests = manifest.manifests ? (0,_registry_manifest_js__WEBPACK_IMPORTED_MODULE_1__/* .digestsByPlatform */ .oj)(image) : platform ? { [platform]: digest } : {};
    return { ...(uri && { image: `${uri}@${digest}` }), ...main, digest, digests: JSON.stringify(digests) };
}
function planOutput({ plan }) {
    if (!plan)
        return {};
    const { image, ...rest } = plan;
    return { plan: JSON.stringify({ ...rest, ...(image && { digest: image.digest }) }) };
}
/** Of the same shape as docker/metadata-action's. */
function draftOutputs({ draft, uri }) {
    if (!draft)
        return {};
    const { tags, version, annotations } = draft;
    const { labels } = draft.build;
    const lines = annotations.flatMap(({ level, name, value }) => (0,_tags_metadata_js__WEBPACK_IMPORTED_MODULE_0__/* .toAnnotationLines */ .Ib)({ [name]: value }, [level])).sort();
    const json = (0,_tags_metadata_js__WEBPACK_IMPORTED_MODULE_0__/* .toMetadataJson */ .hj)({ images: uri ? [uri] : [], tags, labels, annotations: {}, levels: [] });
    return {
        'tag-names': tags.join('\n'),
        version,
        labels: (0,_tags_metadata_js__WEBPACK_IMPORTED_MODULE_0__/* .toLines */ .P_)(labels).join('\n'),
        annotations: lines.join('\n'),
        json: JSON.stringify({ ...json, annotations: lines }),
    };
}


/***/ }),

/***/ 7177:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   O: () => (/* binding */ phase),
/* harmony export */   b: () => (/* binding */ newReport)
/* harmony export */ });
const newReport = () => ({ phases: [], tags: [], warnings: [], notes: [] });
/** Does one part of the run and notes how long it took, also when it fails. */
async function phase(report, name, work) {
    const start = performance.now();
    try {
        return await work();
    }
    finally {
        report.phases.push({ name, start, end: performance.now() });
    }
}


/***/ }),

/***/ 7057:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {


// EXPORTS
__nccwpck_require__.d(__webpack_exports__, {
  m: () => (/* binding */ toSummary)
});

// EXTERNAL MODULE: ./build/registry/manifest.js
var manifest = __nccwpck_require__(9329);
;// CONCATENATED MODULE: ./build/report/timeline.js
const WIDTH = 40;
/** Pure: a run's phases as bars, those that ran at the same time above each other. */
function toTimeline(phases) {
    const sorted = phases.toSorted((a, b) => a.start - b.start || b.end - a.end);
    const total = Math.max(...phases.map(({ end }) => end));
    const names = Math.max(...phases.map(({ name }) => name.length));
    return sorted.map(({ name, start, end }) => {
        const from = Math.min(Math.floor((start / total) * WIDTH), WIDTH - 1);
        const length = Math.max(Math.round((end / total) * WIDTH) - from, 1);
        const bar = `${' '.repeat(from)}${'█'.repeat(length)}`.padEnd(WIDTH);
        return `${name.padEnd(names)} │${bar}│ ${duration(end - start)}`;
    });
}
/** Pure: `87 ms`, `1.24 s`. */
const duration = (ms) => ms < 1000 ? `${Math.round(ms)} ms` : `${(ms / 1000).toFixed(ms < 100_000 ? 2 : 0)} s`;

;// CONCATENATED MODULE: ./build/report/summary.js


/**
 * Pure: the job's summary in Markdown.
 * @param failed the error's message, if there is one
 */
function toSummary(report, failed) {
    const { draft, plan, uri, image, repository, tags, notPushed, reused, previousDigest } = report;
    const root = image?.[0];
    const platforms = image && root?.manifest.manifests ? Object.keys((0,manifest/* digestsByPlatform */.oj)(image)) : draft?.build.platforms;
    const rows = [
        ['Failed', failed?.split('\n')[0]],
        ['Image', uri && root && code(`${uri}@${root.digest}`)],
        ['Tags', list(uri ? tags : (draft?.tags ?? []))],
        ['Before', previousDigest && code(previousDigest)],
        ['Commit', draft?.commit.sha && code(draft.commit.sha)],
        ['Platforms', list(platforms ?? [])],
        ['Size', image && size((0,manifest/* storedBytes */.Zk)(image))],
        ['Repository', repository && `${code(repository.name)}${repository.created ? ', created by this run' : ''}`],
        ['Built', reused ? 'no: this image was there' : report.metadata && plan?.why],
        ['Not pushed', notPushed],
    ];
    const title = failed
        ? 'failed'
        : notPushed
            ? report.metadata
                ? 'built, not pushed'
                : 'not pushed'
            : reused
                ? 'published, without a build'
                : 'published';
    return [
        `### ecr-publish: ${title}`,
        '',
        '| | |',
        '|---|---|',
        ...rows.flatMap(([name, value]) => (value ? [`| ${name} | ${value.replaceAll('|', '\\|')} |`] : [])),
        ...time(report.phases),
        '',
    ].join('\n');
}
const code = (text) => `\`${text}\``;
const list = (values) => (values.length > 0 ? values.map(code).join(' ') : undefined);
const size = (bytes) => `${bytes < 1e6 ? `${(bytes / 1e3).toFixed(1)} kB` : `${(bytes / 1e6).toFixed(1)} MB`} compressed`;
const time = (phases) => phases.length === 0
    ? []
    : [
        `| Time | ${duration(Math.max(...phases.map(({ end }) => end)))} |`,
        '',
        '```text',
        ...toTimeline(phases),
        '```',
    ];


/***/ }),

/***/ 4878:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   D: () => (/* binding */ isDependabot),
/* harmony export */   q: () => (/* binding */ forkOf)
/* harmony export */ });
/** The name of the fork that a pull request comes from, `undefined` for anything else. A deleted fork is one too. */
function forkOf({ payload }) {
    const pull = payload.pull_request;
    if (!pull?.base?.repo?.full_name || !pull.head)
        return undefined;
    const from = pull.head.repo?.full_name ?? 'a deleted repository';
    return from === pull.base.repo.full_name ? undefined : from;
}
/** True for a run that Dependabot started: its token is read-only unless the workflow asks for more. */
const isDependabot = ({ actor }) => actor === 'dependabot[bot]';


/***/ }),

/***/ 1589:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   K: () => (/* binding */ readInputs)
/* harmony export */ });
/* unused harmony export inputDefaults */
/* harmony import */ var _actions_core__WEBPACK_IMPORTED_MODULE_0__ = __nccwpck_require__(3360);

/**
 * Every input of action.yml with its default (a test holds the two together). An input that is empty counts as not
 * given, so that a workflow can pass one through from its own inputs.
 */
const inputDefaults = {
    repository: '',
    'aws-region': '',
    'role-to-assume': '',
    'role-session-name': '',
    'role-duration-seconds': '3600',
    'role-external-id': '',
    audience: 'sts.amazonaws.com',
    'allowed-account-ids': '',
    'create-repository': 'create',
    'repository-settings': '',
    'image-tag-mutability': '',
    'image-tag-mutability-exclusions': '',
    'scan-on-push': '',
    encryption: '',
    'kms-key': '',
    'lifecycle-policy': '',
    'repository-policy': '',
    'resource-tags': '',
    force: 'false',
    'registry-endpoint': '',
    cache: 'false',
    'cache-repository': '',
    context: '.',
    file: '',
    target: '',
    'build-args': '',
    labels: '',
    annotations: '',
    platforms: '',
    'no-cache': 'false',
    pull: 'false',
    tags: '',
    flavor: '',
    push: '',
    'dry-run': 'false',
    'print-policies': 'false',
    reuse: 'commit',
    'tag-conflict': 'fail',
    reproducible: 'false',
    builder: '',
    'buildkit-host': '',
};
function readInputs() {
    const names = Object.keys(inputDefaults);
    return Object.fromEntries(names.map((name) => [name, (0,_actions_core__WEBPACK_IMPORTED_MODULE_0__/* .getInput */ .V4)(name) || inputDefaults[name]]));
}


/***/ }),

/***/ 3753:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {


// EXPORTS
__nccwpck_require__.d(__webpack_exports__, {
  d: () => (/* binding */ toRequest)
});

// EXTERNAL MODULE: external "node:path"
var external_node_path_ = __nccwpck_require__(6760);
// EXTERNAL MODULE: ./build/failure.js
var failure = __nccwpck_require__(9874);
// EXTERNAL MODULE: ./build/tags/fields.js
var fields = __nccwpck_require__(1563);
;// CONCATENATED MODULE: ./build/tags/flavor.js


/**
 * Pure: the `flavor` input, one entry a line: `latest=auto`, `prefix=v-,onlatest=true`, `suffix=-alpine`.
 * @throws Failure for the first entry that is wrong.
 */
function parseFlavor(lines) {
    const flavor = {
        latest: 'auto',
        prefix: '',
        suffix: '',
        prefixOnLatest: false,
        suffixOnLatest: false,
        notes: [],
    };
    for (const line of lines)
        readEntry(line, flavor);
    return flavor;
}
function readEntry(line, flavor) {
    // onlatest belongs to the prefix or suffix before it on the same line.
    let owner;
    const where = `flavor: "${line}"`;
    for (const { name, value } of (0,fields/* splitFields */.K)(line, 'flavor')) {
        switch (name) {
            case 'latest':
                flavor.latest = (0,fields/* oneOf */.y)(where, name, ['auto', 'true', 'false'], value);
                break;
            case 'prefix':
            case 'suffix':
                flavor[name] = value;
                owner = name;
                break;
            case 'onlatest': {
                const wanted = (0,fields/* oneOf */.y)(where, name, ['true', 'false'], value) === 'true';
                if (owner)
                    flavor[`${owner}OnLatest`] = wanted;
                else {
                    flavor.notes.push(`${where} has no effect: onlatest goes on the line of a prefix or suffix, such as suffix=-alpine,onlatest=true.`);
                }
                break;
            }
            default:
                throw (0,failure/* failure */.V)(`${where} is not an entry. Give latest=auto, latest=true, latest=false, prefix=<text> or suffix=<text>, the last two with ,onlatest=true if latest takes them too.`);
        }
    }
}

// EXTERNAL MODULE: ./build/tags/metadata.js
var metadata = __nccwpck_require__(2719);
// EXTERNAL MODULE: ./build/tags/rules.js
var rules = __nccwpck_require__(7095);
// EXTERNAL MODULE: ./build/request/event.js
var request_event = __nccwpck_require__(4878);
;// CONCATENATED MODULE: ./build/request/grammar.js
// What may be sent to AWS and BuildKit. Each check returns the value or throws one message that says what is wrong with
// it and how to mend it.

/**
 * A repository name.
 * Source: https://docs.aws.amazon.com/AmazonECR/latest/APIReference/API_CreateRepository.html (pattern, 2 to 256)
 */
function repositoryName(value, input = 'repository') {
    const pattern = /^(?:[a-z0-9]+(?:[._-][a-z0-9]+)*\/)*[a-z0-9]+(?:[._-][a-z0-9]+)*$/;
    const lower = value.toLowerCase();
    if (!value)
        throw (0,failure/* failure */.V)(`${input}: no name is given. Set the input, such as team/app.`);
    // An address matches the pattern, too.
    if (/^\d+\.dkr[.-]ecr[.-].*\/|^public\.ecr\.aws\//.test(lower)) {
        throw (0,failure/* failure */.V)(`${input}: "${value}" is an image address. Give the name alone, such as "${lower.slice(lower.indexOf('/') + 1).replace(/[:@].*$/, '')}": the registry comes from the account and aws-region.`);
    }
    if (value.length >= 2 && value.length <= 256 && pattern.test(value))
        return value;
    throw (0,failure/* failure */.V)(`${input}: "${value}" is not a name that ECR takes. It has 2 to 256 characters: lower-case letters and digits, parted by single . _ - or /.${lower !== value && pattern.test(lower) ? ` Did you mean "${lower}"?` : ''}`);
}
// GOOS and GOARCH as BuildKit knows them. BuildKit itself builds `linux/amd46` from a Dockerfile without RUN, silently.
const OPERATING_SYSTEMS = ['linux', 'windows', 'darwin', 'freebsd', 'netbsd', 'openbsd', 'wasi', 'wasip1', 'js'];
const ARCHITECTURES = '386 amd64 arm arm64 loong64 mips mipsle mips64 mips64le ppc64 ppc64le riscv64 s390x wasm'.split(' ');
/** A platform, `os/architecture[/variant]`. Source: https://github.com/containerd/platforms */
function platform(value) {
    const [os = '', architecture = '', variant, ...rest] = value.split('/');
    if (OPERATING_SYSTEMS.includes(os) &&
        ARCHITECTURES.includes(architecture) &&
        rest.length === 0 &&
        (variant === undefined || /^v?[a-z0-9.]+$/.test(variant))) {
        return value;
    }
    throw (0,failure/* failure */.V)(`platforms: "${value}" is not a platform. It has the form os/architecture[/variant], such as linux/amd64 or linux/arm/v7.`);
}
/** An AWS region's name, of any partition. */
function grammar_region(value) {
    if (/^[a-z]{2,4}(-[a-z]+)+-\d{1,2}$/.test(value))
        return value;
    throw (0,failure/* failure */.V)(value
        ? `aws-region: "${value}" is not a region's name. Give one such as eu-central-1.`
        : 'aws-region: no region is given. Set the input (or AWS_REGION in the environment), such as eu-central-1.');
}
/** A role's ARN, of any partition. Source: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_identifiers.html */
function roleArn(value) {
    if (/^arn:aws[a-z-]*:iam::\d{12}:role\/[\w+=,.@/-]+$/.test(value) && value.length <= 2048)
        return value;
    throw (0,failure/* failure */.V)(`role-to-assume: "${value}" is not a role's ARN. It has the form arn:aws:iam::<12-digit account>:role/<name>.`);
}
/** Source of this and the next two: https://docs.aws.amazon.com/STS/latest/APIReference/API_AssumeRole.html */
function sessionName(value) {
    if (/^[\w+=,.@-]{2,64}$/.test(value))
        return value;
    throw (0,failure/* failure */.V)(`role-session-name: "${value}" is not a session's name. It has 2 to 64 characters: letters, digits and _ + = , . @ -.`);
}
function grammar_externalId(value) {
    if (/^[\w+=,.@:/-]{2,1224}$/.test(value))
        return value;
    throw (0,failure/* failure */.V)('role-external-id: the value is not an external id. It has 2 to 1224 characters: letters, digits and _ + = , . @ : / -.');
}
/** @param most 43200 for one role; 3600 for a chain, which AWS limits to an hour. */
function durationSeconds(value, most) {
    const seconds = Number(value);
    if (/^\d+$/.test(value) && seconds >= 900 && seconds <= most)
        return seconds;
    throw (0,failure/* failure */.V)(`role-duration-seconds: "${value}" is out of range. It is a whole number from 900 to ${most}${most === 3600 ? ' (AWS limits a chain of roles to an hour)' : ''}.`);
}
function accountId(value) {
    if (/^\d{12}$/.test(value))
        return value;
    throw (0,failure/* failure */.V)(`allowed-account-ids: "${value}" is not an account id. It has 12 digits; in YAML, put it in quotes.`);
}
/** A registry's host with an optional port, as image references have it. */
function registryHost(value) {
    if (/^[A-Za-z0-9]([A-Za-z0-9.-]*[A-Za-z0-9])?(:\d{1,5})?$/.test(value))
        return value;
    throw (0,failure/* failure */.V)(`registry-endpoint: "${value}" is not a host. Give host[:port] without a scheme or path, such as localhost:4566.`);
}
/** One of a few words. */
function oneOf(name, value, words) {
    const word = words.find((each) => each === value);
    if (word)
        return word;
    throw (0,failure/* failure */.V)(`${name}: "${value}" is none of ${words.join(', ')}.`);
}
/** One of YAML's words for true and false. */
function yesOrNo(name, value) {
    if (/^(true|True|TRUE)$/.test(value))
        return true;
    if (/^(false|False|FALSE)$/.test(value))
        return false;
    throw (0,failure/* failure */.V)(`${name}: "${value}" is neither true nor false.`);
}
/** `KEY=VALUE`, the key not empty. */
function pair(name, value) {
    const at = value.indexOf('=');
    if (at > 0)
        return [value.slice(0, at).trim(), value.slice(at + 1)];
    throw (0,failure/* failure */.V)(`${name}: "${value}" has no ${at === 0 ? 'key' : 'value'}. Give one KEY=VALUE a line.`);
}

;// CONCATENATED MODULE: ./build/request/request.js







/** The tag without a rule: the commit's full SHA. */
const COMMIT_TAG = 'type=sha,format=long,prefix=';
/**
 * Pure: what the inputs, the event and the environment ask for.
 * @throws Failure for the first input that is wrong.
 */
function toRequest(inputs, event, env) {
    const endpoint = inputs['registry-endpoint'];
    const target = inputs.target;
    const shortShaLength = env.DOCKER_METADATA_SHORT_SHA_LENGTH;
    const printPolicies = yesOrNo('print-policies', inputs['print-policies']);
    const dryRun = yesOrNo('dry-run', inputs['dry-run']) || printPolicies;
    const roles = list(inputs['role-to-assume']).map(roleArn);
    const push = toPush(inputs.push, event, roles, env);
    const region = inputs['aws-region'] || env.AWS_REGION || env.AWS_DEFAULT_REGION || '';
    return {
        repository: {
            name: repositoryName(inputs.repository),
            mode: oneOf('create-repository', modeOf(inputs['create-repository']), [
                'off',
                'create',
                'reconcile',
                'verify',
            ]),
            force: yesOrNo('force', inputs.force),
            ...(yesOrNo('cache', inputs.cache) && {
                cache: repositoryName(inputs['cache-repository'] || `${inputs.repository}/cache`, 'cache-repository'),
            }),
            ...(endpoint && { endpoint: registryHost(endpoint) }),
        },
        aws: {
            ...toAws(inputs, event, roles),
            // A fork's pull request may not see the secret or variable that holds it, and does not need it.
            region: region || push.wanted || dryRun ? grammar_region(region) : '',
        },
        settings: {
            'repository-settings': inputs['repository-settings'],
            'image-tag-mutability': inputs['image-tag-mutability'],
            'image-tag-mutability-exclusions': inputs['image-tag-mutability-exclusions'],
            'scan-on-push': inputs['scan-on-push'],
            encryption: inputs.encryption,
            'kms-key': inputs['kms-key'],
            'lifecycle-policy': inputs['lifecycle-policy'],
            'repository-policy': inputs['repository-policy'],
            'resource-tags': inputs['resource-tags'],
        },
        build: {
            context: inputs.context,
            file: inputs.file || (0,external_node_path_.join)(inputs.context, 'Dockerfile'),
            ...(target && { target }),
            buildArgs: lines(inputs['build-args']).flatMap((line) => buildArg(line, env)),
            labels: lines(inputs.labels).map((line) => pair('labels', line)),
            annotations: lines(inputs.annotations).flatMap(annotation),
            annotationLevels: (0,metadata/* parseAnnotationLevels */.GB)(env.DOCKER_METADATA_ANNOTATIONS_LEVELS ?? ''),
            reproducible: yesOrNo('reproducible', inputs.reproducible),
            platforms: list(inputs.platforms).map(platform),
            noCache: yesOrNo('no-cache', inputs['no-cache']),
            pull: yesOrNo('pull', inputs.pull),
        },
        builder: toBuilder(inputs, env),
        tags: (0,rules/* parseTagRules */.h)(lines(inputs.tags || COMMIT_TAG)),
        flavor: parseFlavor(lines(inputs.flavor)),
        ...(shortShaLength && { shortShaLength: Number(shortShaLength) }),
        reuse: oneOf('reuse', inputs.reuse, ['commit', 'content', 'off']),
        tagConflict: oneOf('tag-conflict', inputs['tag-conflict'], ['fail', 'keep', 'skip-push']),
        dryRun,
        printPolicies,
        push,
    };
}
function toAws(inputs, event, roles) {
    const externalId = inputs['role-external-id'];
    if (externalId && roles.length === 1) {
        throw (0,failure/* failure */.V)('role-external-id: the only role is assumed by OIDC, and AssumeRoleWithWebIdentity takes no external id. It is for the second and later roles of role-to-assume.');
    }
    return {
        roles,
        sessionName: sessionName(inputs['role-session-name'] || `ecr-publish-${event.runId || 'local'}`),
        durationSeconds: durationSeconds(inputs['role-duration-seconds'], roles.length > 1 ? 3600 : 43200),
        ...(externalId && { externalId: grammar_externalId(externalId) }),
        audience: inputs.audience,
        allowedAccounts: list(inputs['allowed-account-ids']).map(accountId),
    };
}
/** `true` and `false` are understood, too: what other actions have. */
const modeOf = (input) => ({ true: 'create', false: 'off' })[input.toLowerCase()] ?? input;
/** `[level[,level]:]name=value`, as buildx has it. */
function annotation(line) {
    const [, levels, rest = line] = line.match(/^((?:(?:manifest|index)(?:-descriptor)?(?:\[[^\]]*\])?,?)+):(.*)$/) ?? [];
    const [name, value] = pair('annotations', rest);
    if (/\s/.test(name))
        throw (0,failure/* failure */.V)(`annotations: "${name}" has white space in it. A name is such as org.example.team.`);
    if (!levels)
        return [{ name, value }];
    return (0,metadata/* parseAnnotationLevels */.GB)(levels).map((level) => ({ level, name, value }));
}
/** As `docker build` has it: a name without a value takes the environment's, and is left out where there is none. */
function buildArg(line, env) {
    if (line.includes('='))
        return [pair('build-args', line)];
    const value = env[line];
    return value === undefined ? [] : [[line, value]];
}
function toBuilder(inputs, env) {
    const { builder: name, 'buildkit-host': given } = inputs;
    if (name && given) {
        throw (0,failure/* failure */.V)('builder and buildkit-host are both given. Name a builder of buildx, or a BuildKit daemon, not both.');
    }
    // BUILDX_BUILDER is left to buildx itself.
    const address = given || (name ? '' : env.BUILDKIT_HOST);
    if (!address)
        return { kind: 'buildx', ...(name && { name }) };
    if (/^(unix|tcp|npipe|docker-container|kube-pod|nerdctl-container|podman-container|ssh):\/\/./.test(address)) {
        return { kind: 'buildctl', address };
    }
    throw (0,failure/* failure */.V)(`${given ? 'buildkit-host' : 'BUILDKIT_HOST'}: "${address}" is not an address of BuildKit. Give one such as unix:///run/buildkit/buildkitd.sock or tcp://host:1234.`);
}
/** Where GitHub gives a pull request no way to authenticate, it is built without a push, so that its check is green. */
function toPush(input, event, roles, env) {
    if (input) {
        return yesOrNo('push', input) ? { wanted: true } : { wanted: false, why: 'push is false.' };
    }
    const fork = (0,request_event/* forkOf */.q)(event);
    if (fork) {
        // pull_request_target has credentials, which is what makes a fork's code dangerous there.
        const reason = event.name === 'pull_request' ? 'GitHub gives it no credentials' : 'what it builds is not trusted';
        return { wanted: false, why: `This is a pull request from a fork (${fork}): ${reason}.` };
    }
    if ((0,request_event/* isDependabot */.D)(event) && roles.length > 0 && !env.ACTIONS_ID_TOKEN_REQUEST_URL) {
        return { wanted: false, why: 'Dependabot started this run: GitHub gives it no id-token.' };
    }
    return { wanted: true };
}
/** One entry a line, empty lines and comments left out. */
const lines = (text) => text
    .split(/\r?\n/)
    .map((line) => line.trim())
    .filter((line) => line && !line.startsWith('#'));
/** Entries parted by lines or commas. */
const list = (text) => lines(text)
    .flatMap((line) => line.split(','))
    .map((entry) => entry.trim())
    .filter(Boolean);


/***/ }),

/***/ 9099:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {


// EXPORTS
__nccwpck_require__.d(__webpack_exports__, {
  lV: () => (/* binding */ dateScope),
  gm: () => (/* binding */ globalScope),
  of: () => (/* binding */ loadExpressions)
});

// EXTERNAL MODULE: ./build/failure.js
var failure = __nccwpck_require__(9874);
;// CONCATENATED MODULE: ./build/tags/zones.js
/** Pure. @throws RangeError for a name that is not in the tz database. */
function zoneAt(instant, name) {
    // Nearly always asked for, and Intl takes 10 ms to start.
    if (name === 'UTC')
        return { offset: 0, abbreviation: 'UTC' };
    const offset = minutes(part('longOffset', instant, name));
    const long = part('long', instant, name);
    const isGmt = long === 'Coordinated Universal Time' && /gmt|greenwich/i.test(name);
    return { offset, abbreviation: isGmt ? 'GMT' : (ABBREVIATIONS[long] ?? offsetText(offset, '').replace(/00$/, '')) };
}
/** `+09:00`, or `+0900` without the colon. */
function offsetText(offset, colon) {
    const two = (value) => String(Math.floor(value)).padStart(2, '0');
    const size = Math.abs(offset);
    return `${offset < 0 ? '-' : '+'}${two(size / 60)}${colon}${two(size % 60)}`;
}
function part(timeZoneName, instant, timeZone) {
    const parts = new Intl.DateTimeFormat('en-US', { timeZone, timeZoneName }).formatToParts(instant);
    return parts.find(({ type }) => type === 'timeZoneName')?.value ?? '';
}
/** `GMT-03:30` to -210; plain `GMT` is 0. */
function minutes(text) {
    const [, sign, hours, rest] = /GMT([+-])(\d+):(\d+)/.exec(text) ?? [];
    return (sign === '-' ? -1 : 1) * (Number(hours ?? 0) * 60 + Number(rest ?? 0)) || 0;
}
// Intl knows the long names of every zone but, in English, few abbreviations. Zones that are not here have none in the
// tz database either: it writes their offset.
const ABBREVIATIONS = {
    'Alaska Daylight Time': 'AKDT',
    'Alaska Standard Time': 'AKST',
    'American Samoa Standard Time': 'SST',
    'Atlantic Daylight Time': 'ADT',
    'Atlantic Standard Time': 'AST',
    'Australian Central Daylight Time': 'ACDT',
    'Australian Central Standard Time': 'ACST',
    'Australian Eastern Daylight Time': 'AEDT',
    'Australian Eastern Standard Time': 'AEST',
    'Australian Western Standard Time': 'AWST',
    'British Summer Time': 'BST',
    'Central Africa Time': 'CAT',
    'Central Daylight Time': 'CDT',
    'Central European Standard Time': 'CET',
    'Central European Summer Time': 'CEST',
    'Central Indonesia Time': 'WITA',
    'Central Standard Time': 'CST',
    'Chamorro Standard Time': 'ChST',
    'China Standard Time': 'CST',
    'Coordinated Universal Time': 'UTC',
    'Cuba Daylight Time': 'CDT',
    'Cuba Standard Time': 'CST',
    'East Africa Time': 'EAT',
    'Eastern Daylight Time': 'EDT',
    'Eastern European Standard Time': 'EET',
    'Eastern European Summer Time': 'EEST',
    'Eastern Indonesia Time': 'WIT',
    'Eastern Standard Time': 'EST',
    'Greenwich Mean Time': 'GMT',
    'Hawaii-Aleutian Daylight Time': 'HDT',
    'Hawaii-Aleutian Standard Time': 'HST',
    'Hong Kong Standard Time': 'HKT',
    'India Standard Time': 'IST',
    'Irish Standard Time': 'IST',
    'Israel Daylight Time': 'IDT',
    'Israel Standard Time': 'IST',
    'Japan Standard Time': 'JST',
    'Korean Standard Time': 'KST',
    'Mexican Pacific Standard Time': 'MST',
    'Moscow Standard Time': 'MSK',
    'Mountain Daylight Time': 'MDT',
    'Mountain Standard Time': 'MST',
    'New Zealand Daylight Time': 'NZDT',
    'New Zealand Standard Time': 'NZST',
    'Newfoundland Daylight Time': 'NDT',
    'Newfoundland Standard Time': 'NST',
    'Pacific Daylight Time': 'PDT',
    'Pacific Standard Time': 'PST',
    'Pakistan Standard Time': 'PKT',
    'Philippine Standard Time': 'PST',
    'South Africa Standard Time': 'SAST',
    'Taiwan Standard Time': 'CST',
    'West Africa Time': 'WAT',
    'Western European Standard Time': 'WET',
    'Western European Summer Time': 'WEST',
    'Western Indonesia Time': 'WIB',
    'Yukon Time': 'MST',
};

;// CONCATENATED MODULE: ./build/tags/dates.js

/**
 * Pure: a date as moment formats it in a zone. Without a format it is ISO 8601 to the second.
 * @throws RangeError for an unknown zone.
 */
function formatDate(instant, format, zoneName) {
    const zone = zoneAt(instant, zoneName);
    const clock = { instant, zone, local: new Date(instant.getTime() + zone.offset * 60_000) };
    return (format || (zone.offset === 0 ? 'YYYY-MM-DDTHH:mm:ss[Z]' : 'YYYY-MM-DDTHH:mm:ssZ'))
        .replace(/\[[^[]*\]|\\?(?:LTS|LT|L{1,4}|l{1,4})/g, (text) => LONG_FORMATS.get(text) ?? text)
        .replace(TOKEN, (text) => String(WRITERS.get(text)?.(clock) ?? literal(text)));
}
/** `[at]` and `\M` are text. */
const literal = (text) => text.length > 1 && text.startsWith('[') ? text.replace(/^\[|\]$/g, '') : text.replace('\\', '');
const LONG_FORMATS = new Map([
    ['LT', 'h:mm A'],
    ['LTS', 'h:mm:ss A'],
    ['L', 'MM/DD/YYYY'],
    ['LL', 'MMMM D, YYYY'],
    ['LLL', 'MMMM D, YYYY h:mm A'],
    ['LLLL', 'dddd, MMMM D, YYYY h:mm A'],
    ['l', 'M/D/YYYY'],
    ['ll', 'MMM D, YYYY'],
    ['lll', 'MMM D, YYYY h:mm A'],
    ['llll', 'ddd, MMM D, YYYY h:mm A'],
]);
const MONTHS = 'January February March April May June July August September October November December'.split(' ');
const DAYS = 'Sunday Monday Tuesday Wednesday Thursday Friday Saturday'.split(' ');
const A_DAY = 86_400_000;
const year = ({ local }) => local.getUTCFullYear();
const month = ({ local }) => local.getUTCMonth() + 1;
const monthName = (clock) => MONTHS[month(clock) - 1] ?? '';
const quarter = (clock) => Math.ceil(month(clock) / 3);
const day = ({ local }) => local.getUTCDate();
const dayOfYear = (clock) => Math.floor((clock.local.getTime() - Date.UTC(year(clock), 0)) / A_DAY) + 1;
const weekday = ({ local }) => local.getUTCDay();
const weekdayName = (clock) => DAYS[weekday(clock)] ?? '';
const isoWeekday = (clock) => weekday(clock) || 7;
const hour = ({ local }) => local.getUTCHours();
const hour12 = (clock) => hour(clock) % 12 || 12;
const hour24 = (clock) => hour(clock) || 24;
const halfDay = (clock) => (hour(clock) < 12 ? 'AM' : 'PM');
const minute = ({ local }) => local.getUTCMinutes();
const second = ({ local }) => local.getUTCSeconds();
/** A week belongs to the year of one of its days: ISO's to that of its Thursday, an American one to its Saturday's. */
const thursday = (clock) => later(clock, 4 - isoWeekday(clock));
const saturday = (clock) => later(clock, 6 - weekday(clock));
const later = (clock, days) => ({
    ...clock,
    local: new Date(clock.local.getTime() + days * A_DAY),
});
const isoWeek = (clock) => Math.ceil(dayOfYear(thursday(clock)) / 7);
const week = (clock) => Math.ceil(dayOfYear(saturday(clock)) / 7);
const pad = (value, width) => String(value).padStart(width, '0');
function ordinal(value) {
    const isTeen = Math.floor((value % 100) / 10) === 1;
    return `${value}${(isTeen ? undefined : ['th', 'st', 'nd', 'rd'][value % 10]) ?? 'th'}`;
}
const WRITERS = new Map([
    ['Y', year],
    ['YY', (clock) => pad(year(clock) % 100, 2)],
    ['YYYY', (clock) => pad(year(clock), 4)],
    ['YYYYY', (clock) => pad(year(clock), 5)],
    ['YYYYYY', (clock) => `+${pad(year(clock), 6)}`],
    ['y', year],
    ['yy', (clock) => pad(year(clock), 2)],
    ['yyy', (clock) => pad(year(clock), 3)],
    ['yyyy', (clock) => pad(year(clock), 4)],
    ['yo', (clock) => ordinal(year(clock))],
    ...['N', 'NN', 'NNN', 'NNNNN'].map((token) => [token, () => 'AD']),
    ['NNNN', () => 'Anno Domini'],
    ['Q', quarter],
    ['Qo', (clock) => ordinal(quarter(clock))],
    ['M', month],
    ['Mo', (clock) => ordinal(month(clock))],
    ['MM', (clock) => pad(month(clock), 2)],
    ['MMM', (clock) => monthName(clock).slice(0, 3)],
    ['MMMM', monthName],
    ['D', day],
    ['Do', (clock) => ordinal(day(clock))],
    ['DD', (clock) => pad(day(clock), 2)],
    ['DDD', dayOfYear],
    ['DDDo', (clock) => ordinal(dayOfYear(clock))],
    ['DDDD', (clock) => pad(dayOfYear(clock), 3)],
    ['d', weekday],
    ['do', (clock) => ordinal(weekday(clock))],
    ['dd', (clock) => weekdayName(clock).slice(0, 2)],
    ['ddd', (clock) => weekdayName(clock).slice(0, 3)],
    ['dddd', weekdayName],
    ['e', weekday],
    ['E', isoWeekday],
    ['w', week],
    ['wo', (clock) => ordinal(week(clock))],
    ['ww', (clock) => pad(week(clock), 2)],
    ['W', isoWeek],
    ['Wo', (clock) => ordinal(isoWeek(clock))],
    ['WW', (clock) => pad(isoWeek(clock), 2)],
    ['gg', (clock) => pad(year(saturday(clock)) % 100, 2)],
    ['gggg', (clock) => pad(year(saturday(clock)), 4)],
    ['ggggg', (clock) => pad(year(saturday(clock)), 5)],
    ['GG', (clock) => pad(year(thursday(clock)) % 100, 2)],
    ['GGGG', (clock) => pad(year(thursday(clock)), 4)],
    ['GGGGG', (clock) => pad(year(thursday(clock)), 5)],
    ['A', halfDay],
    ['a', (clock) => halfDay(clock).toLowerCase()],
    ['H', hour],
    ['HH', (clock) => pad(hour(clock), 2)],
    ['h', hour12],
    ['hh', (clock) => pad(hour12(clock), 2)],
    ['k', hour24],
    ['kk', (clock) => pad(hour24(clock), 2)],
    ['m', minute],
    ['mm', (clock) => pad(minute(clock), 2)],
    ['s', second],
    ['ss', (clock) => pad(second(clock), 2)],
    ['Hmm', (clock) => `${hour(clock)}${pad(minute(clock), 2)}`],
    ['Hmmss', (clock) => `${hour(clock)}${pad(minute(clock), 2)}${pad(second(clock), 2)}`],
    ['hmm', (clock) => `${hour12(clock)}${pad(minute(clock), 2)}`],
    ['hmmss', (clock) => `${hour12(clock)}${pad(minute(clock), 2)}${pad(second(clock), 2)}`],
    ...[1, 2, 3, 4, 5, 6, 7, 8, 9].map((digits) => [
        'S'.repeat(digits),
        ({ local }) => pad(local.getUTCMilliseconds(), 3).padEnd(9, '0').slice(0, digits),
    ]),
    ['x', ({ instant }) => instant.getTime()],
    ['X', ({ instant }) => Math.floor(instant.getTime() / 1000)],
    ['z', ({ zone }) => zone.abbreviation],
    ['zz', ({ zone }) => zone.abbreviation],
    ['Z', ({ zone }) => offsetText(zone.offset, ':')],
    ['ZZ', ({ zone }) => offsetText(zone.offset, '')],
]);
/** The longest token that fits, an escaped one, or any one character. */
const TOKEN = new RegExp(`\\[[^[]*\\]|\\\\?(?:${[...WRITERS.keys()].sort((a, b) => b.length - a.length).join('|')}|.)`, 'g');

// EXTERNAL MODULE: ./build/tags/subject.js
var tags_subject = __nccwpck_require__(1140);
;// CONCATENATED MODULE: ./build/tags/expressions.js



/**
 * The template language of docker/metadata-action is Handlebars, so it is Handlebars here: blocks, conditions and its
 * HTML escapes (`{{branch}}` of `a&b` is `a&amp;b`) give the same. It is loaded only if a text has an expression.
 */
async function loadExpressions(texts) {
    if (!texts.some((text) => text.includes('{{')))
        return { fill: (text) => text, isOnly: () => false };
    // The one file that is made for browsers: the package's entry brings 700 KB of source-map along and takes thrice as long.
    const { default: handlebars } = await __nccwpck_require__.e(/* import() */ 347).then(__nccwpck_require__.t.bind(__nccwpck_require__, 6347, 19));
    return {
        fill(text, scope) {
            return text.includes('{{') ? inWords(text, () => handlebars.compile(text)(scope)) : text;
        },
        isOnly(text, name) {
            const [statement, ...rest] = inWords(text, () => handlebars.parseWithoutProcessing(text)).body;
            if (rest.length > 0 || statement?.type !== 'MustacheStatement')
                return false;
            const { path } = statement;
            return path.type === 'PathExpression' && path.parts.join('.') === name;
        },
    };
}
function inWords(text, read) {
    try {
        return read();
    }
    catch (cause) {
        throw (0,failure/* failure */.V)(`The expression in "${text}" cannot be filled in: ${reason(cause)}`, { cause });
    }
}
function reason(cause) {
    if ((0,failure/* isFailure */.N)(cause))
        return cause.message;
    const message = cause instanceof Error ? cause.message : String(cause);
    // The parser lists every token that it would have taken.
    if (!/^(Parse|Lexical) error/.test(message))
        return `${message}.`;
    return 'it is not written as Handlebars wants it. See https://handlebarsjs.com/guide/expressions.html.';
}
/** What `value`, `enable`, `prefix`, `suffix`, labels and annotations may name. */
function globalScope(subject) {
    const baseRef = () => {
        const { base_ref: pushed, pull_request: pull } = subject.event.payload;
        if ((0,tags_subject/* nameOf */.Vb)(subject, 'tags') !== undefined)
            return pushed?.replace(/^refs\/heads\//, '') ?? '';
        return ((0,tags_subject/* nameOf */.Vb)(subject, 'pull') !== undefined && pull?.base?.ref) || '';
    };
    return {
        ...dateScope(subject),
        branch: () => (0,tags_subject/* nameOf */.Vb)(subject, 'heads') ?? '',
        tag: () => (0,tags_subject/* nameOf */.Vb)(subject, 'tags') ?? '',
        sha: () => (0,tags_subject/* shortCommitOf */.NW)(subject),
        base_ref: baseRef,
        // Words, not booleans: {{#if is_default_branch}} is true for both, as in docker/metadata-action.
        is_default_branch: () => String((0,tags_subject/* isDefaultBranch */.ok)(subject)),
        is_not_default_branch: () => String(!(0,tags_subject/* isDefaultBranch */.ok)(subject)),
    };
}
/** All that a schedule's pattern may name. */
function dateScope(subject) {
    return {
        date: dateExpression('date', subject.now),
        commit_date: dateExpression('commit_date', (0,tags_subject/* commitDateOf */.hU)(subject)),
    };
}
/** `{{date 'YYYYMMDD' tz='Asia/Tokyo'}}`; a format without quotes names nothing and counts as none. */
function dateExpression(name, instant) {
    return (...given) => {
        const { hash } = given.at(-1);
        const [format] = given.slice(0, -1);
        const unknown = Object.keys(hash).find((key) => key !== 'tz');
        if (unknown)
            throw (0,failure/* failure */.V)(`${name} takes a format and tz, not ${unknown}.`);
        const { tz = 'UTC' } = hash;
        if (given.length === 1 || (format !== undefined && typeof format !== 'string') || typeof tz !== 'string') {
            throw (0,failure/* failure */.V)(`${name} takes a format and a zone in quotes: {{${name} 'YYYYMMDD' tz='Asia/Tokyo'}}.`);
        }
        try {
            return formatDate(instant, format, tz);
        }
        catch (cause) {
            if (!(cause instanceof RangeError))
                throw cause;
            throw (0,failure/* failure */.V)(`"${tz}" is not a time zone. Give a name of the tz database, such as Asia/Tokyo or UTC.`, {
                cause,
            });
        }
    };
}


/***/ }),

/***/ 1563:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   K: () => (/* binding */ splitFields),
/* harmony export */   y: () => (/* binding */ oneOf)
/* harmony export */ });
/* harmony import */ var _failure_js__WEBPACK_IMPORTED_MODULE_0__ = __nccwpck_require__(9874);

/**
 * Pure: the comma-separated fields of one line of `tags` or `flavor`. Names are lower-cased, all is trimmed. A field
 * that holds a comma is written in double quotes: `type=match,"pattern=\d{1,2}"`.
 *
 * docker/metadata-action reads its lines as CSV twice, so there the same field takes three quotes. Both are understood.
 * @throws Failure for a quote in the middle of a field, and for an expression that a comma cut in two.
 */
function splitFields(line, input) {
    return split(line, input).map((text) => {
        // Neither an expression's own `=` (tz='Asia/Tokyo') nor a leading one ends a name.
        const [, name, value] = /^([^={]+)=(.*)$/.exec(text) ?? [];
        return name === undefined || value === undefined
            ? { value: text.trim() }
            : { name: name.trim().toLowerCase(), value: value.trim() };
    });
}
function split(line, input) {
    const texts = [];
    for (const [, quoted, bare = ''] of line.matchAll(/(?:^|,)(?:\s*"((?:[^"]|"")*)"\s*(?=,|$)|([^,]*))/g)) {
        if (quoted === undefined) {
            checkBare(bare, line, input);
            texts.push(bare);
            continue;
        }
        const text = quoted.replaceAll('""', '"');
        texts.push(/^".*"$/.test(text) ? text.slice(1, -1).replaceAll('""', '"') : text);
    }
    const [only = ''] = texts;
    // Quotes around a whole line protect it from YAML, not its commas.
    return texts.length === 1 && only !== line && /^\w+=.*,/.test(only) ? split(only, input) : texts;
}
function checkBare(text, line, input) {
    if (/\{\{[^}]*$/.test(text)) {
        throw (0,_failure_js__WEBPACK_IMPORTED_MODULE_0__/* .failure */ .V)(`${input}: in "${line}" a comma cuts the expression "${text.trim()}" in two. Put double quotes around the whole field: "value={{date 'D, M'}}".`);
    }
    if (text.replace(/\{\{.*?\}\}/g, '').includes('"')) {
        throw (0,_failure_js__WEBPACK_IMPORTED_MODULE_0__/* .failure */ .V)(`${input}: in "${line}" the field ${text.trim()} has a quote in its middle. Quotes go around a whole field: "name=value".`);
    }
}
/**
 * Pure: the value, if it is one of the allowed.
 * @throws Failure that begins with `where`, such as `tags: "type=sha,format=foo"`.
 */
function oneOf(where, name, allowed, value) {
    const found = allowed.find((word) => word === value);
    if (found !== undefined)
        return found;
    throw (0,_failure_js__WEBPACK_IMPORTED_MODULE_0__/* .failure */ .V)(`${where} has ${name} "${value}". It is ${allowed.join(' or ')}.`);
}


/***/ }),

/***/ 2719:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   Dk: () => (/* binding */ fillLines),
/* harmony export */   GB: () => (/* binding */ parseAnnotationLevels),
/* harmony export */   Ib: () => (/* binding */ toAnnotationLines),
/* harmony export */   P_: () => (/* binding */ toLines),
/* harmony export */   hj: () => (/* binding */ toMetadataJson)
/* harmony export */ });
/* unused harmony export toReferences */
/* harmony import */ var _failure_js__WEBPACK_IMPORTED_MODULE_1__ = __nccwpck_require__(9874);
/* harmony import */ var _expressions_js__WEBPACK_IMPORTED_MODULE_0__ = __nccwpck_require__(9099);


/**
 * Pure: lines of `labels` or `annotations` with their expressions filled in, such as
 * `org.opencontainers.image.created={{commit_date 'YYYY-MM-DDTHH:mm:ss.SSS[Z]'}}`.
 * @throws Failure for an expression that is wrong.
 */
async function fillLines(lines, subject) {
    const { fill } = await (0,_expressions_js__WEBPACK_IMPORTED_MODULE_0__/* .loadExpressions */ .of)(lines);
    const scope = (0,_expressions_js__WEBPACK_IMPORTED_MODULE_0__/* .globalScope */ .gm)(subject);
    return lines.map((line) => fill(line, scope));
}
/** Pure: `name=value` lines in the order of the names, which is how `labels` is written. */
function toLines(pairs) {
    return byName(pairs).map(([name, value]) => `${name}=${value}`);
}
/** By code unit: what `localeCompare` loads for itself takes 7 ms. */
const byName = (pairs) => Object.entries(pairs).sort(([a], [b]) => (a < b ? -1 : 1));
/** Pure: the same for `annotations`, once for each level, with the level before it. */
function toAnnotationLines(pairs, levels) {
    return levels.flatMap((level) => toLines(pairs).map((line) => `${level}:${line}`));
}
/** Pure: tags with the name of each image before them; without an image, the bare tags. */
function toReferences(images, tags) {
    return images.length === 0 ? tags : images.flatMap((image) => tags.map((tag) => `${image}:${tag}`));
}
function toMetadataJson(given) {
    const { images, tags, labels, annotations, levels } = given;
    return {
        tags: toReferences(images, tags),
        'tag-names': tags,
        labels: Object.fromEntries(byName(labels)),
        annotations: toAnnotationLines(annotations, levels),
    };
}
/**
 * Pure: the levels that annotations are put on (DOCKER_METADATA_ANNOTATIONS_LEVELS), comma-separated; `manifest` if
 * none is given. A level may name a platform: `manifest[linux/amd64]`.
 * Source: https://github.com/moby/buildkit/blob/master/docs/annotations.md
 * @throws Failure for a level that BuildKit does not know.
 */
function parseAnnotationLevels(text) {
    const levels = text
        .split(',')
        .map((level) => level.trim())
        .filter(Boolean);
    for (const level of levels) {
        if (!/^(manifest|index|manifest-descriptor|index-descriptor)(\[[\w./]+\])?$/.test(level)) {
            throw (0,_failure_js__WEBPACK_IMPORTED_MODULE_1__/* .failure */ .V)(`annotation levels: "${level}" is none. It is manifest, index, manifest-descriptor or index-descriptor, with a platform such as manifest[linux/amd64] if it is for one alone.`);
        }
    }
    return levels.length > 0 ? levels : ['manifest'];
}


/***/ }),

/***/ 7095:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   d: () => (/* binding */ trueOrFalse),
/* harmony export */   h: () => (/* binding */ parseTagRules)
/* harmony export */ });
/* harmony import */ var _failure_js__WEBPACK_IMPORTED_MODULE_1__ = __nccwpck_require__(9874);
/* harmony import */ var _fields_js__WEBPACK_IMPORTED_MODULE_0__ = __nccwpck_require__(1563);


// The order of tags without a priority of their own.
const PRIORITY = {
    schedule: 1000,
    semver: 900,
    pep440: 900,
    match: 800,
    edge: 700,
    ref: 600,
    raw: 200,
    sha: 100,
};
const COMMON = ['enable', 'priority', 'prefix', 'suffix'];
const ATTRIBUTES = {
    schedule: ['pattern'],
    semver: ['pattern', 'value', 'match'],
    pep440: ['pattern', 'value', 'match'],
    match: ['pattern', 'value', 'group'],
    edge: ['branch'],
    ref: ['event'],
    raw: ['value'],
    sha: ['format'],
};
/**
 * Pure: the `tags` input, one rule a line (comments and empty lines already left out), highest priority first.
 *
 * Beyond docker/metadata-action, a line of plain values, `v1` or `v1,v2`, is that many raw tags, as build-push-action's
 * `tags` has them; there only the last one counted.
 * @throws Failure for the first line that is wrong.
 */
function parseTagRules(lines) {
    const rules = lines.flatMap((line) => {
        const fields = (0,_fields_js__WEBPACK_IMPORTED_MODULE_0__/* .splitFields */ .K)(line, 'tags');
        return fields.every(({ name }) => name === undefined)
            ? fields.filter(({ value }) => value).map(({ value }) => plainTag(value, line))
            : [toRule(line, fields)];
    });
    return rules.sort((a, b) => b.priority - a.priority);
}
/** Whatever is written as an image is sanitised elsewhere to a tag that nobody meant (`app:1` to `app-1`). */
function plainTag(value, line) {
    if (/^[^{]*[\w\]][:@]\w[^{]*$/.test(value)) {
        throw (0,_failure_js__WEBPACK_IMPORTED_MODULE_1__/* .failure */ .V)(`tags: "${value}" looks like an image reference. Give the tag alone, such as "${value.replace(/^.*[:@]/, '')}": the repository comes from the repository input.`);
    }
    return { line, type: 'raw', value, enable: 'true', priority: PRIORITY.raw, notes: [] };
}
function toRule(line, fields) {
    const given = toAttributes(line, fields);
    const type = ruleType(line, given.get('type') ?? 'raw');
    const { enable = 'true', priority = String(PRIORITY[type]), prefix, suffix } = Object.fromEntries(given);
    const fixedPrefix = prefix ?? defaultPrefix(type, given);
    return {
        line,
        ...ruleKind(line, type, given),
        enable: enable.includes('{{') ? enable : trueOrFalse(line, enable),
        priority: number(line, 'priority', priority),
        ...(fixedPrefix !== undefined && { prefix: fixedPrefix }),
        ...(suffix !== undefined && { suffix }),
        notes: notesOn(line, type, given),
    };
}
function toAttributes(line, fields) {
    const plain = fields.filter(({ name }) => name === undefined);
    if (plain.length > 1) {
        const values = plain.map(({ value }) => `"${value}"`).join(' and ');
        throw (0,_failure_js__WEBPACK_IMPORTED_MODULE_1__/* .failure */ .V)(`tags: "${line}" has more than one value: ${values}. A comma ends a field: put double quotes around a field that holds one, such as "pattern=\\d{1,2}".`);
    }
    return new Map(fields.map(({ name = 'value', value }) => [name, value]));
}
function ruleType(line, value) {
    const found = Object.keys(PRIORITY).find((type) => type === value);
    if (found)
        return found;
    throw (0,_failure_js__WEBPACK_IMPORTED_MODULE_1__/* .failure */ .V)(`tags: "${line}" has the type "${value}", which is none. It is one of ${Object.keys(PRIORITY).join(', ')}.`);
}
function ruleKind(line, type, given) {
    const value = given.get('value') ?? '';
    switch (type) {
        case 'schedule':
            return { type, pattern: given.get('pattern') ?? 'nightly' };
        case 'semver':
        case 'pep440':
            return { type, pattern: required(line, given, 'pattern', '{{version}}'), value, match: given.get('match') ?? '' };
        case 'match': {
            const pattern = required(line, given, 'pattern', 'v(.*),group=1');
            return { type, pattern, value, group: number(line, 'group', given.get('group') ?? '0') };
        }
        case 'edge':
            return { type, branch: given.get('branch') ?? '' };
        case 'ref':
            return {
                type,
                event: (0,_fields_js__WEBPACK_IMPORTED_MODULE_0__/* .oneOf */ .y)(`tags: "${line}"`, 'event', ['branch', 'tag', 'pr'], required(line, given, 'event', 'branch')),
            };
        case 'raw':
            return { type, value: required(line, given, 'value', 'v1') };
        case 'sha':
            return { type, format: (0,_fields_js__WEBPACK_IMPORTED_MODULE_0__/* .oneOf */ .y)(`tags: "${line}"`, 'format', ['short', 'long'], given.get('format') ?? 'short') };
    }
}
function defaultPrefix(type, given) {
    if (type === 'sha')
        return 'sha-';
    return type === 'ref' && given.get('event') === 'pr' ? 'pr-' : undefined;
}
/** An attribute that the type does not have is no error, as it is none in docker/metadata-action, but may be a slip. */
function notesOn(line, type, given) {
    const known = ['type', ...ATTRIBUTES[type], ...COMMON];
    return [...given.keys()]
        .filter((name) => !known.includes(name))
        .map((name) => `tags: "${line}": "${name}" has no effect, type=${type} takes ${known.slice(1).join(', ')}.`);
}
function required(line, given, name, example) {
    const value = given.get(name);
    if (value !== undefined)
        return value;
    throw (0,_failure_js__WEBPACK_IMPORTED_MODULE_1__/* .failure */ .V)(`tags: "${line}" has no ${name}. Add one, such as ${name}=${example}.`);
}
/** Both `enable` as written and what an expression made of it. */
function trueOrFalse(line, value) {
    return (0,_fields_js__WEBPACK_IMPORTED_MODULE_0__/* .oneOf */ .y)(`tags: "${line}"`, 'enable', ['true', 'false'], value);
}
function number(line, name, value) {
    const read = Number(value);
    if (!Number.isNaN(read))
        return read;
    throw (0,_failure_js__WEBPACK_IMPORTED_MODULE_1__/* .failure */ .V)(`tags: "${line}" has ${name} "${value}". It is a number, such as ${name}=1.`);
}


/***/ }),

/***/ 1140:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   D3: () => (/* binding */ commitOf),
/* harmony export */   NW: () => (/* binding */ shortCommitOf),
/* harmony export */   Vb: () => (/* binding */ nameOf),
/* harmony export */   dV: () => (/* binding */ defaultBranchOf),
/* harmony export */   hU: () => (/* binding */ commitDateOf),
/* harmony export */   ok: () => (/* binding */ isDefaultBranch)
/* harmony export */ });
/* unused harmony export refOf */
/* harmony import */ var _failure_js__WEBPACK_IMPORTED_MODULE_0__ = __nccwpck_require__(9874);

/** A pull_request_target runs on its base's branch, but is made for the pull request. */
function refOf({ event }) {
    const { number } = event.payload;
    const isTarget = event.name.includes('pull_request_target') && number !== undefined;
    return isTarget ? `refs/pull/${number}/merge` : event.ref;
}
/** The ref's name if it is of that kind: `main` of `refs/heads/main`, `15` of `refs/pull/15/merge`. */
function nameOf(subject, kind) {
    const ref = refOf(subject);
    if (!ref.startsWith(`refs/${kind}/`))
        return undefined;
    const name = ref.slice(`refs/${kind}/`.length);
    return kind === 'pull' ? name.replace(/\/merge$/, '') : name;
}
/**
 * The commit's full sha, empty if unknown. A pull request's merge commit, which no branch will ever hold, goes by the
 * head's: what docker/metadata-action does when DOCKER_METADATA_PR_HEAD_SHA is true is the default here.
 */
function commitOf({ event, commit }) {
    const head = event.name.includes('pull_request') ? event.payload.pull_request?.head?.sha : undefined;
    return commit?.sha || head || event.sha;
}
/** @throws Failure for a length that is not a whole number above 0. */
function shortCommitOf(subject) {
    const { shortShaLength: length = 7 } = subject;
    if (Number.isInteger(length) && length > 0)
        return commitOf(subject).slice(0, length);
    throw (0,_failure_js__WEBPACK_IMPORTED_MODULE_0__/* .failure */ .V)(`The length of a short commit is ${length}. Give a whole number above 0, such as 7.`);
}
/** When the commit was made; `now` if nobody knows. */
function commitDateOf(subject) {
    const { event, commit, now } = subject;
    if (commit?.time !== undefined)
        return new Date(commit.time * 1000);
    const sha = commitOf(subject);
    const known = [...(event.payload.commits ?? []), event.payload.head_commit].find((pushed) => pushed?.id === sha);
    const time = Date.parse(known?.timestamp ?? '');
    return Number.isNaN(time) ? now : new Date(time);
}
function defaultBranchOf({ event, defaultBranch }) {
    return event.payload.repository?.default_branch ?? defaultBranch;
}
/** True, too, for the events that only ever run on the default branch's last commit, whatever their ref says. */
function isDefaultBranch(subject) {
    const branch = refOf(subject).replace(/^refs\/heads\//, '');
    if (!branch)
        return false;
    return branch === defaultBranchOf(subject) || /create|discussion|issues|schedule/.test(subject.event.name);
}


/***/ }),

/***/ 3360:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {


// EXPORTS
__nccwpck_require__.d(__webpack_exports__, {
  yU: () => (/* binding */ ExitCode),
  Yz: () => (/* binding */ debug),
  z3: () => (/* binding */ error),
  V9: () => (/* binding */ getIDToken),
  V4: () => (/* binding */ getInput),
  pq: () => (/* binding */ info),
  lm: () => (/* binding */ notice),
  uH: () => (/* binding */ setOutput),
  Pq: () => (/* binding */ setSecret),
  z: () => (/* reexport */ summary),
  $e: () => (/* binding */ warning)
});

// UNUSED EXPORTS: addPath, endGroup, exportVariable, getBooleanInput, getMultilineInput, getState, group, isDebug, markdownSummary, platform, saveState, setCommandEcho, setFailed, startGroup, toPlatformPath, toPosixPath, toWin32Path

// EXTERNAL MODULE: external "os"
var external_os_ = __nccwpck_require__(857);
;// CONCATENATED MODULE: ./node_modules/@actions/core/lib/utils.js
// We use any as a valid input type
/* eslint-disable @typescript-eslint/no-explicit-any */
/**
 * Sanitizes an input into a string so it can be passed into issueCommand safely
 * @param input input to sanitize into a string
 */
function utils_toCommandValue(input) {
    if (input === null || input === undefined) {
        return '';
    }
    else if (typeof input === 'string' || input instanceof String) {
        return input;
    }
    return JSON.stringify(input);
}
/**
 *
 * @param annotationProperties
 * @returns The command properties to send with the actual annotation command
 * See IssueCommandProperties: https://github.com/actions/runner/blob/main/src/Runner.Worker/ActionCommandManager.cs#L646
 */
function toCommandProperties(annotationProperties) {
    if (!Object.keys(annotationProperties).length) {
        return {};
    }
    return {
        title: annotationProperties.title,
        file: annotationProperties.file,
        line: annotationProperties.startLine,
        endLine: annotationProperties.endLine,
        col: annotationProperties.startColumn,
        endColumn: annotationProperties.endColumn
    };
}
//# sourceMappingURL=utils.js.map
;// CONCATENATED MODULE: ./node_modules/@actions/core/lib/command.js


/**
 * Issues a command to the GitHub Actions runner
 *
 * @param command - The command name to issue
 * @param properties - Additional properties for the command (key-value pairs)
 * @param message - The message to include with the command
 * @remarks
 * This function outputs a specially formatted string to stdout that the Actions
 * runner interprets as a command. These commands can control workflow behavior,
 * set outputs, create annotations, mask values, and more.
 *
 * Command Format:
 *   ::name key=value,key=value::message
 *
 * @example
 * ```typescript
 * // Issue a warning annotation
 * issueCommand('warning', {}, 'This is a warning message');
 * // Output: ::warning::This is a warning message
 *
 * // Set an environment variable
 * issueCommand('set-env', { name: 'MY_VAR' }, 'some value');
 * // Output: ::set-env name=MY_VAR::some value
 *
 * // Add a secret mask
 * issueCommand('add-mask', {}, 'secretValue123');
 * // Output: ::add-mask::secretValue123
 * ```
 *
 * @internal
 * This is an internal utility function that powers the public API functions
 * such as setSecret, warning, error, and exportVariable.
 */
function command_issueCommand(command, properties, message) {
    const cmd = new Command(command, properties, message);
    process.stdout.write(cmd.toString() + external_os_.EOL);
}
function command_issue(name, message = '') {
    command_issueCommand(name, {}, message);
}
const CMD_STRING = '::';
class Command {
    constructor(command, properties, message) {
        if (!command) {
            command = 'missing.command';
        }
        this.command = command;
        this.properties = properties;
        this.message = message;
    }
    toString() {
        let cmdStr = CMD_STRING + this.command;
        if (this.properties && Object.keys(this.properties).length > 0) {
            cmdStr += ' ';
            let first = true;
            for (const key in this.properties) {
                if (this.properties.hasOwnProperty(key)) {
                    const val = this.properties[key];
                    if (val) {
                        if (first) {
                            first = false;
                        }
                        else {
                            cmdStr += ',';
                        }
                        cmdStr += `${key}=${escapeProperty(val)}`;
                    }
                }
            }
        }
        cmdStr += `${CMD_STRING}${escapeData(this.message)}`;
        return cmdStr;
    }
}
function escapeData(s) {
    return utils_toCommandValue(s)
        .replace(/%/g, '%25')
        .replace(/\r/g, '%0D')
        .replace(/\n/g, '%0A');
}
function escapeProperty(s) {
    return utils_toCommandValue(s)
        .replace(/%/g, '%25')
        .replace(/\r/g, '%0D')
        .replace(/\n/g, '%0A')
        .replace(/:/g, '%3A')
        .replace(/,/g, '%2C');
}
//# sourceMappingURL=command.js.map
;// CONCATENATED MODULE: external "crypto"
const external_crypto_namespaceObject = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("crypto");
// EXTERNAL MODULE: external "fs"
var external_fs_ = __nccwpck_require__(9896);
;// CONCATENATED MODULE: ./node_modules/@actions/core/lib/file-command.js
// For internal use, subject to change.
// We use any as a valid input type
/* eslint-disable @typescript-eslint/no-explicit-any */




function file_command_issueFileCommand(command, message) {
    const filePath = process.env[`GITHUB_${command}`];
    if (!filePath) {
        throw new Error(`Unable to find environment variable for file command ${command}`);
    }
    if (!external_fs_.existsSync(filePath)) {
        throw new Error(`Missing file at path: ${filePath}`);
    }
    external_fs_.appendFileSync(filePath, `${utils_toCommandValue(message)}${external_os_.EOL}`, {
        encoding: 'utf8'
    });
}
function file_command_prepareKeyValueMessage(key, value) {
    const delimiter = `ghadelimiter_${external_crypto_namespaceObject.randomUUID()}`;
    const convertedValue = utils_toCommandValue(value);
    // These should realistically never happen, but just in case someone finds a
    // way to exploit uuid generation let's not allow keys or values that contain
    // the delimiter.
    if (key.includes(delimiter)) {
        throw new Error(`Unexpected input: name should not contain the delimiter "${delimiter}"`);
    }
    if (convertedValue.includes(delimiter)) {
        throw new Error(`Unexpected input: value should not contain the delimiter "${delimiter}"`);
    }
    return `${key}<<${delimiter}${external_os_.EOL}${convertedValue}${external_os_.EOL}${delimiter}`;
}
//# sourceMappingURL=file-command.js.map
// EXTERNAL MODULE: external "path"
var external_path_ = __nccwpck_require__(6928);
// EXTERNAL MODULE: external "http"
var external_http_ = __nccwpck_require__(8611);
var external_http_namespaceObject = /*#__PURE__*/__nccwpck_require__.t(external_http_, 2);
// EXTERNAL MODULE: external "https"
var external_https_ = __nccwpck_require__(5692);
var external_https_namespaceObject = /*#__PURE__*/__nccwpck_require__.t(external_https_, 2);
;// CONCATENATED MODULE: ./node_modules/@actions/http-client/lib/proxy.js
function getProxyUrl(reqUrl) {
    const usingSsl = reqUrl.protocol === 'https:';
    if (checkBypass(reqUrl)) {
        return undefined;
    }
    const proxyVar = (() => {
        if (usingSsl) {
            return process.env['https_proxy'] || process.env['HTTPS_PROXY'];
        }
        else {
            return process.env['http_proxy'] || process.env['HTTP_PROXY'];
        }
    })();
    if (proxyVar) {
        try {
            return new DecodedURL(proxyVar);
        }
        catch (_a) {
            if (!proxyVar.startsWith('http://') && !proxyVar.startsWith('https://'))
                return new DecodedURL(`http://${proxyVar}`);
        }
    }
    else {
        return undefined;
    }
}
function checkBypass(reqUrl) {
    if (!reqUrl.hostname) {
        return false;
    }
    const reqHost = reqUrl.hostname;
    if (isLoopbackAddress(reqHost)) {
        return true;
    }
    const noProxy = process.env['no_proxy'] || process.env['NO_PROXY'] || '';
    if (!noProxy) {
        return false;
    }
    // Determine the request port
    let reqPort;
    if (reqUrl.port) {
        reqPort = Number(reqUrl.port);
    }
    else if (reqUrl.protocol === 'http:') {
        reqPort = 80;
    }
    else if (reqUrl.protocol === 'https:') {
        reqPort = 443;
    }
    // Format the request hostname and hostname with port
    const upperReqHosts = [reqUrl.hostname.toUpperCase()];
    if (typeof reqPort === 'number') {
        upperReqHosts.push(`${upperReqHosts[0]}:${reqPort}`);
    }
    // Compare request host against noproxy
    for (const upperNoProxyItem of noProxy
        .split(',')
        .map(x => x.trim().toUpperCase())
        .filter(x => x)) {
        if (upperNoProxyItem === '*' ||
            upperReqHosts.some(x => x === upperNoProxyItem ||
                x.endsWith(`.${upperNoProxyItem}`) ||
                (upperNoProxyItem.startsWith('.') &&
                    x.endsWith(`${upperNoProxyItem}`)))) {
            return true;
        }
    }
    return false;
}
function isLoopbackAddress(host) {
    const hostLower = host.toLowerCase();
    return (hostLower === 'localhost' ||
        hostLower.startsWith('127.') ||
        hostLower.startsWith('[::1]') ||
        hostLower.startsWith('[0:0:0:0:0:0:0:1]'));
}
class DecodedURL extends URL {
    constructor(url, base) {
        super(url, base);
        this._decodedUsername = decodeURIComponent(super.username);
        this._decodedPassword = decodeURIComponent(super.password);
    }
    get username() {
        return this._decodedUsername;
    }
    get password() {
        return this._decodedPassword;
    }
}
//# sourceMappingURL=proxy.js.map
// EXTERNAL MODULE: ./node_modules/tunnel/index.js
var tunnel = __nccwpck_require__(770);
// EXTERNAL MODULE: ./vendor/undici/index.js
var undici = __nccwpck_require__(2576);
;// CONCATENATED MODULE: ./node_modules/@actions/http-client/lib/index.js
/* eslint-disable @typescript-eslint/no-explicit-any */
var __awaiter = (undefined && undefined.__awaiter) || function (thisArg, _arguments, P, generator) {
    function adopt(value) { return value instanceof P ? value : new P(function (resolve) { resolve(value); }); }
    return new (P || (P = Promise))(function (resolve, reject) {
        function fulfilled(value) { try { step(generator.next(value)); } catch (e) { reject(e); } }
        function rejected(value) { try { step(generator["throw"](value)); } catch (e) { reject(e); } }
        function step(result) { result.done ? resolve(result.value) : adopt(result.value).then(fulfilled, rejected); }
        step((generator = generator.apply(thisArg, _arguments || [])).next());
    });
};





var HttpCodes;
(function (HttpCodes) {
    HttpCodes[HttpCodes["OK"] = 200] = "OK";
    HttpCodes[HttpCodes["MultipleChoices"] = 300] = "MultipleChoices";
    HttpCodes[HttpCodes["MovedPermanently"] = 301] = "MovedPermanently";
    HttpCodes[HttpCodes["ResourceMoved"] = 302] = "ResourceMoved";
    HttpCodes[HttpCodes["SeeOther"] = 303] = "SeeOther";
    HttpCodes[HttpCodes["NotModified"] = 304] = "NotModified";
    HttpCodes[HttpCodes["UseProxy"] = 305] = "UseProxy";
    HttpCodes[HttpCodes["SwitchProxy"] = 306] = "SwitchProxy";
    HttpCodes[HttpCodes["TemporaryRedirect"] = 307] = "TemporaryRedirect";
    HttpCodes[HttpCodes["PermanentRedirect"] = 308] = "PermanentRedirect";
    HttpCodes[HttpCodes["BadRequest"] = 400] = "BadRequest";
    HttpCodes[HttpCodes["Unauthorized"] = 401] = "Unauthorized";
    HttpCodes[HttpCodes["PaymentRequired"] = 402] = "PaymentRequired";
    HttpCodes[HttpCodes["Forbidden"] = 403] = "Forbidden";
    HttpCodes[HttpCodes["NotFound"] = 404] = "NotFound";
    HttpCodes[HttpCodes["MethodNotAllowed"] = 405] = "MethodNotAllowed";
    HttpCodes[HttpCodes["NotAcceptable"] = 406] = "NotAcceptable";
    HttpCodes[HttpCodes["ProxyAuthenticationRequired"] = 407] = "ProxyAuthenticationRequired";
    HttpCodes[HttpCodes["RequestTimeout"] = 408] = "RequestTimeout";
    HttpCodes[HttpCodes["Conflict"] = 409] = "Conflict";
    HttpCodes[HttpCodes["Gone"] = 410] = "Gone";
    HttpCodes[HttpCodes["TooManyRequests"] = 429] = "TooManyRequests";
    HttpCodes[HttpCodes["InternalServerError"] = 500] = "InternalServerError";
    HttpCodes[HttpCodes["NotImplemented"] = 501] = "NotImplemented";
    HttpCodes[HttpCodes["BadGateway"] = 502] = "BadGateway";
    HttpCodes[HttpCodes["ServiceUnavailable"] = 503] = "ServiceUnavailable";
    HttpCodes[HttpCodes["GatewayTimeout"] = 504] = "GatewayTimeout";
})(HttpCodes || (HttpCodes = {}));
var Headers;
(function (Headers) {
    Headers["Accept"] = "accept";
    Headers["ContentType"] = "content-type";
})(Headers || (Headers = {}));
var MediaTypes;
(function (MediaTypes) {
    MediaTypes["ApplicationJson"] = "application/json";
})(MediaTypes || (MediaTypes = {}));
/**
 * Returns the proxy URL, depending upon the supplied url and proxy environment variables.
 * @param serverUrl  The server URL where the request will be sent. For example, https://api.github.com
 */
function lib_getProxyUrl(serverUrl) {
    const proxyUrl = pm.getProxyUrl(new URL(serverUrl));
    return proxyUrl ? proxyUrl.href : '';
}
const HttpRedirectCodes = [
    HttpCodes.MovedPermanently,
    HttpCodes.ResourceMoved,
    HttpCodes.SeeOther,
    HttpCodes.TemporaryRedirect,
    HttpCodes.PermanentRedirect
];
const HttpResponseRetryCodes = [
    HttpCodes.BadGateway,
    HttpCodes.ServiceUnavailable,
    HttpCodes.GatewayTimeout
];
const RetryableHttpVerbs = ['OPTIONS', 'GET', 'DELETE', 'HEAD'];
const ExponentialBackoffCeiling = 10;
const ExponentialBackoffTimeSlice = 5;
class HttpClientError extends Error {
    constructor(message, statusCode) {
        super(message);
        this.name = 'HttpClientError';
        this.statusCode = statusCode;
        Object.setPrototypeOf(this, HttpClientError.prototype);
    }
}
class HttpClientResponse {
    constructor(message) {
        this.message = message;
    }
    readBody() {
        return __awaiter(this, void 0, void 0, function* () {
            return new Promise((resolve) => __awaiter(this, void 0, void 0, function* () {
                let output = Buffer.alloc(0);
                this.message.on('data', (chunk) => {
                    output = Buffer.concat([output, chunk]);
                });
                this.message.on('end', () => {
                    resolve(output.toString());
                });
            }));
        });
    }
    readBodyBuffer() {
        return __awaiter(this, void 0, void 0, function* () {
            return new Promise((resolve) => __awaiter(this, void 0, void 0, function* () {
                const chunks = [];
                this.message.on('data', (chunk) => {
                    chunks.push(chunk);
                });
                this.message.on('end', () => {
                    resolve(Buffer.concat(chunks));
                });
            }));
        });
    }
}
function isHttps(requestUrl) {
    const parsedUrl = new URL(requestUrl);
    return parsedUrl.protocol === 'https:';
}
class HttpClient {
    constructor(userAgent, handlers, requestOptions) {
        this._ignoreSslError = false;
        this._allowRedirects = true;
        this._allowRedirectDowngrade = false;
        this._maxRedirects = 50;
        this._allowRetries = false;
        this._maxRetries = 1;
        this._keepAlive = false;
        this._disposed = false;
        this.userAgent = this._getUserAgentWithOrchestrationId(userAgent);
        this.handlers = handlers || [];
        this.requestOptions = requestOptions;
        if (requestOptions) {
            if (requestOptions.ignoreSslError != null) {
                this._ignoreSslError = requestOptions.ignoreSslError;
            }
            this._socketTimeout = requestOptions.socketTimeout;
            if (requestOptions.allowRedirects != null) {
                this._allowRedirects = requestOptions.allowRedirects;
            }
            if (requestOptions.allowRedirectDowngrade != null) {
                this._allowRedirectDowngrade = requestOptions.allowRedirectDowngrade;
            }
            if (requestOptions.maxRedirects != null) {
                this._maxRedirects = Math.max(requestOptions.maxRedirects, 0);
            }
            if (requestOptions.keepAlive != null) {
                this._keepAlive = requestOptions.keepAlive;
            }
            if (requestOptions.allowRetries != null) {
                this._allowRetries = requestOptions.allowRetries;
            }
            if (requestOptions.maxRetries != null) {
                this._maxRetries = requestOptions.maxRetries;
            }
        }
    }
    options(requestUrl, additionalHeaders) {
        return __awaiter(this, void 0, void 0, function* () {
            return this.request('OPTIONS', requestUrl, null, additionalHeaders || {});
        });
    }
    get(requestUrl, additionalHeaders) {
        return __awaiter(this, void 0, void 0, function* () {
            return this.request('GET', requestUrl, null, additionalHeaders || {});
        });
    }
    del(requestUrl, additionalHeaders) {
        return __awaiter(this, void 0, void 0, function* () {
            return this.request('DELETE', requestUrl, null, additionalHeaders || {});
        });
    }
    post(requestUrl, data, additionalHeaders) {
        return __awaiter(this, void 0, void 0, function* () {
            return this.request('POST', requestUrl, data, additionalHeaders || {});
        });
    }
    patch(requestUrl, data, additionalHeaders) {
        return __awaiter(this, void 0, void 0, function* () {
            return this.request('PATCH', requestUrl, data, additionalHeaders || {});
        });
    }
    put(requestUrl, data, additionalHeaders) {
        return __awaiter(this, void 0, void 0, function* () {
            return this.request('PUT', requestUrl, data, additionalHeaders || {});
        });
    }
    head(requestUrl, additionalHeaders) {
        return __awaiter(this, void 0, void 0, function* () {
            return this.request('HEAD', requestUrl, null, additionalHeaders || {});
        });
    }
    sendStream(verb, requestUrl, stream, additionalHeaders) {
        return __awaiter(this, void 0, void 0, function* () {
            return this.request(verb, requestUrl, stream, additionalHeaders);
        });
    }
    /**
     * Gets a typed object from an endpoint
     * Be aware that not found returns a null.  Other errors (4xx, 5xx) reject the promise
     */
    getJson(requestUrl_1) {
        return __awaiter(this, arguments, void 0, function* (requestUrl, additionalHeaders = {}) {
            additionalHeaders[Headers.Accept] = this._getExistingOrDefaultHeader(additionalHeaders, Headers.Accept, MediaTypes.ApplicationJson);
            const res = yield this.get(requestUrl, additionalHeaders);
            return this._processResponse(res, this.requestOptions);
        });
    }
    postJson(requestUrl_1, obj_1) {
        return __awaiter(this, arguments, void 0, function* (requestUrl, obj, additionalHeaders = {}) {
            const data = JSON.stringify(obj, null, 2);
            additionalHeaders[Headers.Accept] = this._getExistingOrDefaultHeader(additionalHeaders, Headers.Accept, MediaTypes.ApplicationJson);
            additionalHeaders[Headers.ContentType] =
                this._getExistingOrDefaultContentTypeHeader(additionalHeaders, MediaTypes.ApplicationJson);
            const res = yield this.post(requestUrl, data, additionalHeaders);
            return this._processResponse(res, this.requestOptions);
        });
    }
    putJson(requestUrl_1, obj_1) {
        return __awaiter(this, arguments, void 0, function* (requestUrl, obj, additionalHeaders = {}) {
            const data = JSON.stringify(obj, null, 2);
            additionalHeaders[Headers.Accept] = this._getExistingOrDefaultHeader(additionalHeaders, Headers.Accept, MediaTypes.ApplicationJson);
            additionalHeaders[Headers.ContentType] =
                this._getExistingOrDefaultContentTypeHeader(additionalHeaders, MediaTypes.ApplicationJson);
            const res = yield this.put(requestUrl, data, additionalHeaders);
            return this._processResponse(res, this.requestOptions);
        });
    }
    patchJson(requestUrl_1, obj_1) {
        return __awaiter(this, arguments, void 0, function* (requestUrl, obj, additionalHeaders = {}) {
            const data = JSON.stringify(obj, null, 2);
            additionalHeaders[Headers.Accept] = this._getExistingOrDefaultHeader(additionalHeaders, Headers.Accept, MediaTypes.ApplicationJson);
            additionalHeaders[Headers.ContentType] =
                this._getExistingOrDefaultContentTypeHeader(additionalHeaders, MediaTypes.ApplicationJson);
            const res = yield this.patch(requestUrl, data, additionalHeaders);
            return this._processResponse(res, this.requestOptions);
        });
    }
    /**
     * Makes a raw http request.
     * All other methods such as get, post, patch, and request ultimately call this.
     * Prefer get, del, post and patch
     */
    request(verb, requestUrl, data, headers) {
        return __awaiter(this, void 0, void 0, function* () {
            if (this._disposed) {
                throw new Error('Client has already been disposed.');
            }
            const parsedUrl = new URL(requestUrl);
            let info = this._prepareRequest(verb, parsedUrl, headers);
            // Only perform retries on reads since writes may not be idempotent.
            const maxTries = this._allowRetries && RetryableHttpVerbs.includes(verb)
                ? this._maxRetries + 1
                : 1;
            let numTries = 0;
            let response;
            do {
                response = yield this.requestRaw(info, data);
                // Check if it's an authentication challenge
                if (response &&
                    response.message &&
                    response.message.statusCode === HttpCodes.Unauthorized) {
                    let authenticationHandler;
                    for (const handler of this.handlers) {
                        if (handler.canHandleAuthentication(response)) {
                            authenticationHandler = handler;
                            break;
                        }
                    }
                    if (authenticationHandler) {
                        return authenticationHandler.handleAuthentication(this, info, data);
                    }
                    else {
                        // We have received an unauthorized response but have no handlers to handle it.
                        // Let the response return to the caller.
                        return response;
                    }
                }
                let redirectsRemaining = this._maxRedirects;
                while (response.message.statusCode &&
                    HttpRedirectCodes.includes(response.message.statusCode) &&
                    this._allowRedirects &&
                    redirectsRemaining > 0) {
                    const redirectUrl = response.message.headers['location'];
                    if (!redirectUrl) {
                        // if there's no location to redirect to, we won't
                        break;
                    }
                    const parsedRedirectUrl = new URL(redirectUrl);
                    if (parsedUrl.protocol === 'https:' &&
                        parsedUrl.protocol !== parsedRedirectUrl.protocol &&
                        !this._allowRedirectDowngrade) {
                        throw new Error('Redirect from HTTPS to HTTP protocol. This downgrade is not allowed for security reasons. If you want to allow this behavior, set the allowRedirectDowngrade option to true.');
                    }
                    // we need to finish reading the response before reassigning response
                    // which will leak the open socket.
                    yield response.readBody();
                    // strip authorization header if redirected to a different hostname
                    if (parsedRedirectUrl.hostname !== parsedUrl.hostname) {
                        for (const header in headers) {
                            // header names are case insensitive
                            if (header.toLowerCase() === 'authorization') {
                                delete headers[header];
                            }
                        }
                    }
                    // let's make the request with the new redirectUrl
                    info = this._prepareRequest(verb, parsedRedirectUrl, headers);
                    response = yield this.requestRaw(info, data);
                    redirectsRemaining--;
                }
                if (!response.message.statusCode ||
                    !HttpResponseRetryCodes.includes(response.message.statusCode)) {
                    // If not a retry code, return immediately instead of retrying
                    return response;
                }
                numTries += 1;
                if (numTries < maxTries) {
                    yield response.readBody();
                    yield this._performExponentialBackoff(numTries);
                }
            } while (numTries < maxTries);
            return response;
        });
    }
    /**
     * Needs to be called if keepAlive is set to true in request options.
     */
    dispose() {
        if (this._agent) {
            this._agent.destroy();
        }
        this._disposed = true;
    }
    /**
     * Raw request.
     * @param info
     * @param data
     */
    requestRaw(info, data) {
        return __awaiter(this, void 0, void 0, function* () {
            return new Promise((resolve, reject) => {
                function callbackForResult(err, res) {
                    if (err) {
                        reject(err);
                    }
                    else if (!res) {
                        // If `err` is not passed, then `res` must be passed.
                        reject(new Error('Unknown error'));
                    }
                    else {
                        resolve(res);
                    }
                }
                this.requestRawWithCallback(info, data, callbackForResult);
            });
        });
    }
    /**
     * Raw request with callback.
     * @param info
     * @param data
     * @param onResult
     */
    requestRawWithCallback(info, data, onResult) {
        if (typeof data === 'string') {
            if (!info.options.headers) {
                info.options.headers = {};
            }
            info.options.headers['Content-Length'] = Buffer.byteLength(data, 'utf8');
        }
        let callbackCalled = false;
        function handleResult(err, res) {
            if (!callbackCalled) {
                callbackCalled = true;
                onResult(err, res);
            }
        }
        const req = info.httpModule.request(info.options, (msg) => {
            const res = new HttpClientResponse(msg);
            handleResult(undefined, res);
        });
        let socket;
        req.on('socket', sock => {
            socket = sock;
        });
        // If we ever get disconnected, we want the socket to timeout eventually
        req.setTimeout(this._socketTimeout || 3 * 60000, () => {
            if (socket) {
                socket.end();
            }
            handleResult(new Error(`Request timeout: ${info.options.path}`));
        });
        req.on('error', function (err) {
            // err has statusCode property
            // res should have headers
            handleResult(err);
        });
        if (data && typeof data === 'string') {
            req.write(data, 'utf8');
        }
        if (data && typeof data !== 'string') {
            data.on('close', function () {
                req.end();
            });
            data.pipe(req);
        }
        else {
            req.end();
        }
    }
    /**
     * Gets an http agent. This function is useful when you need an http agent that handles
     * routing through a proxy server - depending upon the url and proxy environment variables.
     * @param serverUrl  The server URL where the request will be sent. For example, https://api.github.com
     */
    getAgent(serverUrl) {
        const parsedUrl = new URL(serverUrl);
        return this._getAgent(parsedUrl);
    }
    getAgentDispatcher(serverUrl) {
        const parsedUrl = new URL(serverUrl);
        const proxyUrl = getProxyUrl(parsedUrl);
        const useProxy = proxyUrl && proxyUrl.hostname;
        if (!useProxy) {
            return;
        }
        return this._getProxyAgentDispatcher(parsedUrl, proxyUrl);
    }
    _prepareRequest(method, requestUrl, headers) {
        const info = {};
        info.parsedUrl = requestUrl;
        const usingSsl = info.parsedUrl.protocol === 'https:';
        info.httpModule = usingSsl ? external_https_namespaceObject : external_http_namespaceObject;
        const defaultPort = usingSsl ? 443 : 80;
        info.options = {};
        info.options.host = info.parsedUrl.hostname;
        info.options.port = info.parsedUrl.port
            ? parseInt(info.parsedUrl.port)
            : defaultPort;
        info.options.path =
            (info.parsedUrl.pathname || '') + (info.parsedUrl.search || '');
        info.options.method = method;
        info.options.headers = this._mergeHeaders(headers);
        if (this.userAgent != null) {
            info.options.headers['user-agent'] = this.userAgent;
        }
        info.options.agent = this._getAgent(info.parsedUrl);
        // gives handlers an opportunity to participate
        if (this.handlers) {
            for (const handler of this.handlers) {
                handler.prepareRequest(info.options);
            }
        }
        return info;
    }
    _mergeHeaders(headers) {
        if (this.requestOptions && this.requestOptions.headers) {
            return Object.assign({}, lowercaseKeys(this.requestOptions.headers), lowercaseKeys(headers || {}));
        }
        return lowercaseKeys(headers || {});
    }
    /**
     * Gets an existing header value or returns a default.
     * Handles converting number header values to strings since HTTP headers must be strings.
     * Note: This returns string | string[] since some headers can have multiple values.
     * For headers that must always be a single string (like Content-Type), use the
     * specialized _getExistingOrDefaultContentTypeHeader method instead.
     */
    _getExistingOrDefaultHeader(additionalHeaders, header, _default) {
        let clientHeader;
        if (this.requestOptions && this.requestOptions.headers) {
            const headerValue = lowercaseKeys(this.requestOptions.headers)[header];
            if (headerValue) {
                clientHeader =
                    typeof headerValue === 'number' ? headerValue.toString() : headerValue;
            }
        }
        const additionalValue = additionalHeaders[header];
        if (additionalValue !== undefined) {
            return typeof additionalValue === 'number'
                ? additionalValue.toString()
                : additionalValue;
        }
        if (clientHeader !== undefined) {
            return clientHeader;
        }
        return _default;
    }
    /**
     * Specialized version of _getExistingOrDefaultHeader for Content-Type header.
     * Always returns a single string (not an array) since Content-Type should be a single value.
     * Converts arrays to comma-separated strings and numbers to strings to ensure type safety.
     * This was split from _getExistingOrDefaultHeader to provide stricter typing for callers
     * that assign the result to places expecting a string (e.g., additionalHeaders[Headers.ContentType]).
     */
    _getExistingOrDefaultContentTypeHeader(additionalHeaders, _default) {
        let clientHeader;
        if (this.requestOptions && this.requestOptions.headers) {
            const headerValue = lowercaseKeys(this.requestOptions.headers)[Headers.ContentType];
            if (headerValue) {
                if (typeof headerValue === 'number') {
                    clientHeader = String(headerValue);
                }
                else if (Array.isArray(headerValue)) {
                    clientHeader = headerValue.join(', ');
                }
                else {
                    clientHeader = headerValue;
                }
            }
        }
        const additionalValue = additionalHeaders[Headers.ContentType];
        // Return the first non-undefined value, converting numbers or arrays to strings if necessary
        if (additionalValue !== undefined) {
            if (typeof additionalValue === 'number') {
                return String(additionalValue);
            }
            else if (Array.isArray(additionalValue)) {
                return additionalValue.join(', ');
            }
            else {
                return additionalValue;
            }
        }
        if (clientHeader !== undefined) {
            return clientHeader;
        }
        return _default;
    }
    _getAgent(parsedUrl) {
        let agent;
        const proxyUrl = getProxyUrl(parsedUrl);
        const useProxy = proxyUrl && proxyUrl.hostname;
        if (this._keepAlive && useProxy) {
            agent = this._proxyAgent;
        }
        if (!useProxy) {
            agent = this._agent;
        }
        // if agent is already assigned use that agent.
        if (agent) {
            return agent;
        }
        const usingSsl = parsedUrl.protocol === 'https:';
        let maxSockets = 100;
        if (this.requestOptions) {
            maxSockets = this.requestOptions.maxSockets || external_http_.globalAgent.maxSockets;
        }
        // This is `useProxy` again, but we need to check `proxyURl` directly for TypeScripts's flow analysis.
        if (proxyUrl && proxyUrl.hostname) {
            const agentOptions = {
                maxSockets,
                keepAlive: this._keepAlive,
                proxy: Object.assign(Object.assign({}, ((proxyUrl.username || proxyUrl.password) && {
                    proxyAuth: `${proxyUrl.username}:${proxyUrl.password}`
                })), { host: proxyUrl.hostname, port: proxyUrl.port })
            };
            let tunnelAgent;
            const overHttps = proxyUrl.protocol === 'https:';
            if (usingSsl) {
                tunnelAgent = overHttps ? tunnel.httpsOverHttps : tunnel.httpsOverHttp;
            }
            else {
                tunnelAgent = overHttps ? tunnel.httpOverHttps : tunnel.httpOverHttp;
            }
            agent = tunnelAgent(agentOptions);
            this._proxyAgent = agent;
        }
        // if tunneling agent isn't assigned create a new agent
        if (!agent) {
            const options = { keepAlive: this._keepAlive, maxSockets };
            agent = usingSsl ? new external_https_.Agent(options) : new external_http_.Agent(options);
            this._agent = agent;
        }
        if (usingSsl && this._ignoreSslError) {
            // we don't want to set NODE_TLS_REJECT_UNAUTHORIZED=0 since that will affect request for entire process
            // http.RequestOptions doesn't expose a way to modify RequestOptions.agent.options
            // we have to cast it to any and change it directly
            agent.options = Object.assign(agent.options || {}, {
                rejectUnauthorized: false
            });
        }
        return agent;
    }
    _getProxyAgentDispatcher(parsedUrl, proxyUrl) {
        let proxyAgent;
        if (this._keepAlive) {
            proxyAgent = this._proxyAgentDispatcher;
        }
        // if agent is already assigned use that agent.
        if (proxyAgent) {
            return proxyAgent;
        }
        const usingSsl = parsedUrl.protocol === 'https:';
        proxyAgent = new undici.ProxyAgent(Object.assign({ uri: proxyUrl.href, pipelining: !this._keepAlive ? 0 : 1 }, ((proxyUrl.username || proxyUrl.password) && {
            token: `Basic ${Buffer.from(`${proxyUrl.username}:${proxyUrl.password}`).toString('base64')}`
        })));
        this._proxyAgentDispatcher = proxyAgent;
        if (usingSsl && this._ignoreSslError) {
            // we don't want to set NODE_TLS_REJECT_UNAUTHORIZED=0 since that will affect request for entire process
            // http.RequestOptions doesn't expose a way to modify RequestOptions.agent.options
            // we have to cast it to any and change it directly
            proxyAgent.options = Object.assign(proxyAgent.options.requestTls || {}, {
                rejectUnauthorized: false
            });
        }
        return proxyAgent;
    }
    _getUserAgentWithOrchestrationId(userAgent) {
        const baseUserAgent = userAgent || 'actions/http-client';
        const orchId = process.env['ACTIONS_ORCHESTRATION_ID'];
        if (orchId) {
            // Sanitize the orchestration ID to ensure it contains only valid characters
            // Valid characters: 0-9, a-z, _, -, .
            const sanitizedId = orchId.replace(/[^a-z0-9_.-]/gi, '_');
            return `${baseUserAgent} actions_orchestration_id/${sanitizedId}`;
        }
        return baseUserAgent;
    }
    _performExponentialBackoff(retryNumber) {
        return __awaiter(this, void 0, void 0, function* () {
            retryNumber = Math.min(ExponentialBackoffCeiling, retryNumber);
            const ms = ExponentialBackoffTimeSlice * Math.pow(2, retryNumber);
            return new Promise(resolve => setTimeout(() => resolve(), ms));
        });
    }
    _processResponse(res, options) {
        return __awaiter(this, void 0, void 0, function* () {
            return new Promise((resolve, reject) => __awaiter(this, void 0, void 0, function* () {
                const statusCode = res.message.statusCode || 0;
                const response = {
                    statusCode,
                    result: null,
                    headers: {}
                };
                // not found leads to null obj returned
                if (statusCode === HttpCodes.NotFound) {
                    resolve(response);
                }
                // get the result from the body
                function dateTimeDeserializer(key, value) {
                    if (typeof value === 'string') {
                        const a = new Date(value);
                        if (!isNaN(a.valueOf())) {
                            return a;
                        }
                    }
                    return value;
                }
                let obj;
                let contents;
                try {
                    contents = yield res.readBody();
                    if (contents && contents.length > 0) {
                        if (options && options.deserializeDates) {
                            obj = JSON.parse(contents, dateTimeDeserializer);
                        }
                        else {
                            obj = JSON.parse(contents);
                        }
                        response.result = obj;
                    }
                    response.headers = res.message.headers;
                }
                catch (err) {
                    // Invalid resource (contents not json);  leaving result obj null
                }
                // note that 3xx redirects are handled by the http layer.
                if (statusCode > 299) {
                    let msg;
                    // if exception/error in body, attempt to get better error
                    if (obj && obj.message) {
                        msg = obj.message;
                    }
                    else if (contents && contents.length > 0) {
                        // it may be the case that the exception is in the body message as string
                        msg = contents;
                    }
                    else {
                        msg = `Failed request: (${statusCode})`;
                    }
                    const err = new HttpClientError(msg, statusCode);
                    err.result = response.result;
                    reject(err);
                }
                else {
                    resolve(response);
                }
            }));
        });
    }
}
const lowercaseKeys = (obj) => Object.keys(obj).reduce((c, k) => ((c[k.toLowerCase()] = obj[k]), c), {});
//# sourceMappingURL=index.js.map
;// CONCATENATED MODULE: ./node_modules/@actions/http-client/lib/auth.js
var auth_awaiter = (undefined && undefined.__awaiter) || function (thisArg, _arguments, P, generator) {
    function adopt(value) { return value instanceof P ? value : new P(function (resolve) { resolve(value); }); }
    return new (P || (P = Promise))(function (resolve, reject) {
        function fulfilled(value) { try { step(generator.next(value)); } catch (e) { reject(e); } }
        function rejected(value) { try { step(generator["throw"](value)); } catch (e) { reject(e); } }
        function step(result) { result.done ? resolve(result.value) : adopt(result.value).then(fulfilled, rejected); }
        step((generator = generator.apply(thisArg, _arguments || [])).next());
    });
};
class BasicCredentialHandler {
    constructor(username, password) {
        this.username = username;
        this.password = password;
    }
    prepareRequest(options) {
        if (!options.headers) {
            throw Error('The request has no headers');
        }
        options.headers['Authorization'] = `Basic ${Buffer.from(`${this.username}:${this.password}`).toString('base64')}`;
    }
    // This handler cannot handle 401
    canHandleAuthentication() {
        return false;
    }
    handleAuthentication() {
        return auth_awaiter(this, void 0, void 0, function* () {
            throw new Error('not implemented');
        });
    }
}
class BearerCredentialHandler {
    constructor(token) {
        this.token = token;
    }
    // currently implements pre-authorization
    // TODO: support preAuth = false where it hooks on 401
    prepareRequest(options) {
        if (!options.headers) {
            throw Error('The request has no headers');
        }
        options.headers['Authorization'] = `Bearer ${this.token}`;
    }
    // This handler cannot handle 401
    canHandleAuthentication() {
        return false;
    }
    handleAuthentication() {
        return auth_awaiter(this, void 0, void 0, function* () {
            throw new Error('not implemented');
        });
    }
}
class PersonalAccessTokenCredentialHandler {
    constructor(token) {
        this.token = token;
    }
    // currently implements pre-authorization
    // TODO: support preAuth = false where it hooks on 401
    prepareRequest(options) {
        if (!options.headers) {
            throw Error('The request has no headers');
        }
        options.headers['Authorization'] = `Basic ${Buffer.from(`PAT:${this.token}`).toString('base64')}`;
    }
    // This handler cannot handle 401
    canHandleAuthentication() {
        return false;
    }
    handleAuthentication() {
        return auth_awaiter(this, void 0, void 0, function* () {
            throw new Error('not implemented');
        });
    }
}
//# sourceMappingURL=auth.js.map
;// CONCATENATED MODULE: ./node_modules/@actions/core/lib/oidc-utils.js
var oidc_utils_awaiter = (undefined && undefined.__awaiter) || function (thisArg, _arguments, P, generator) {
    function adopt(value) { return value instanceof P ? value : new P(function (resolve) { resolve(value); }); }
    return new (P || (P = Promise))(function (resolve, reject) {
        function fulfilled(value) { try { step(generator.next(value)); } catch (e) { reject(e); } }
        function rejected(value) { try { step(generator["throw"](value)); } catch (e) { reject(e); } }
        function step(result) { result.done ? resolve(result.value) : adopt(result.value).then(fulfilled, rejected); }
        step((generator = generator.apply(thisArg, _arguments || [])).next());
    });
};



class OidcClient {
    static createHttpClient(allowRetry = true, maxRetry = 10) {
        const requestOptions = {
            allowRetries: allowRetry,
            maxRetries: maxRetry
        };
        return new HttpClient('actions/oidc-client', [new BearerCredentialHandler(OidcClient.getRequestToken())], requestOptions);
    }
    static getRequestToken() {
        const token = process.env['ACTIONS_ID_TOKEN_REQUEST_TOKEN'];
        if (!token) {
            throw new Error('Unable to get ACTIONS_ID_TOKEN_REQUEST_TOKEN env variable');
        }
        return token;
    }
    static getIDTokenUrl() {
        const runtimeUrl = process.env['ACTIONS_ID_TOKEN_REQUEST_URL'];
        if (!runtimeUrl) {
            throw new Error('Unable to get ACTIONS_ID_TOKEN_REQUEST_URL env variable');
        }
        return runtimeUrl;
    }
    static getCall(id_token_url) {
        return oidc_utils_awaiter(this, void 0, void 0, function* () {
            var _a;
            const httpclient = OidcClient.createHttpClient();
            const res = yield httpclient
                .getJson(id_token_url)
                .catch(error => {
                throw new Error(`Failed to get ID Token. \n 
        Error Code : ${error.statusCode}\n 
        Error Message: ${error.message}`);
            });
            const id_token = (_a = res.result) === null || _a === void 0 ? void 0 : _a.value;
            if (!id_token) {
                throw new Error('Response json body do not have ID Token field');
            }
            return id_token;
        });
    }
    static getIDToken(audience) {
        return oidc_utils_awaiter(this, void 0, void 0, function* () {
            try {
                // New ID Token is requested from action service
                let id_token_url = OidcClient.getIDTokenUrl();
                if (audience) {
                    const encodedAudience = encodeURIComponent(audience);
                    id_token_url = `${id_token_url}&audience=${encodedAudience}`;
                }
                debug(`ID token url is ${id_token_url}`);
                const id_token = yield OidcClient.getCall(id_token_url);
                setSecret(id_token);
                return id_token;
            }
            catch (error) {
                throw new Error(`Error message: ${error.message}`);
            }
        });
    }
}
//# sourceMappingURL=oidc-utils.js.map
;// CONCATENATED MODULE: ./node_modules/@actions/core/lib/summary.js
var summary_awaiter = (undefined && undefined.__awaiter) || function (thisArg, _arguments, P, generator) {
    function adopt(value) { return value instanceof P ? value : new P(function (resolve) { resolve(value); }); }
    return new (P || (P = Promise))(function (resolve, reject) {
        function fulfilled(value) { try { step(generator.next(value)); } catch (e) { reject(e); } }
        function rejected(value) { try { step(generator["throw"](value)); } catch (e) { reject(e); } }
        function step(result) { result.done ? resolve(result.value) : adopt(result.value).then(fulfilled, rejected); }
        step((generator = generator.apply(thisArg, _arguments || [])).next());
    });
};


const { access, appendFile, writeFile } = external_fs_.promises;
const SUMMARY_ENV_VAR = 'GITHUB_STEP_SUMMARY';
const SUMMARY_DOCS_URL = 'https://docs.github.com/actions/using-workflows/workflow-commands-for-github-actions#adding-a-job-summary';
class Summary {
    constructor() {
        this._buffer = '';
    }
    /**
     * Finds the summary file path from the environment, rejects if env var is not found or file does not exist
     * Also checks r/w permissions.
     *
     * @returns step summary file path
     */
    filePath() {
        return summary_awaiter(this, void 0, void 0, function* () {
            if (this._filePath) {
                return this._filePath;
            }
            const pathFromEnv = process.env[SUMMARY_ENV_VAR];
            if (!pathFromEnv) {
                throw new Error(`Unable to find environment variable for $${SUMMARY_ENV_VAR}. Check if your runtime environment supports job summaries.`);
            }
            try {
                yield access(pathFromEnv, external_fs_.constants.R_OK | external_fs_.constants.W_OK);
            }
            catch (_a) {
                throw new Error(`Unable to access summary file: '${pathFromEnv}'. Check if the file has correct read/write permissions.`);
            }
            this._filePath = pathFromEnv;
            return this._filePath;
        });
    }
    /**
     * Wraps content in an HTML tag, adding any HTML attributes
     *
     * @param {string} tag HTML tag to wrap
     * @param {string | null} content content within the tag
     * @param {[attribute: string]: string} attrs key-value list of HTML attributes to add
     *
     * @returns {string} content wrapped in HTML element
     */
    wrap(tag, content, attrs = {}) {
        const htmlAttrs = Object.entries(attrs)
            .map(([key, value]) => ` ${key}="${value}"`)
            .join('');
        if (!content) {
            return `<${tag}${htmlAttrs}>`;
        }
        return `<${tag}${htmlAttrs}>${content}</${tag}>`;
    }
    /**
     * Writes text in the buffer to the summary buffer file and empties buffer. Will append by default.
     *
     * @param {SummaryWriteOptions} [options] (optional) options for write operation
     *
     * @returns {Promise<Summary>} summary instance
     */
    write(options) {
        return summary_awaiter(this, void 0, void 0, function* () {
            const overwrite = !!(options === null || options === void 0 ? void 0 : options.overwrite);
            const filePath = yield this.filePath();
            const writeFunc = overwrite ? writeFile : appendFile;
            yield writeFunc(filePath, this._buffer, { encoding: 'utf8' });
            return this.emptyBuffer();
        });
    }
    /**
     * Clears the summary buffer and wipes the summary file
     *
     * @returns {Summary} summary instance
     */
    clear() {
        return summary_awaiter(this, void 0, void 0, function* () {
            return this.emptyBuffer().write({ overwrite: true });
        });
    }
    /**
     * Returns the current summary buffer as a string
     *
     * @returns {string} string of summary buffer
     */
    stringify() {
        return this._buffer;
    }
    /**
     * If the summary buffer is empty
     *
     * @returns {boolen} true if the buffer is empty
     */
    isEmptyBuffer() {
        return this._buffer.length === 0;
    }
    /**
     * Resets the summary buffer without writing to summary file
     *
     * @returns {Summary} summary instance
     */
    emptyBuffer() {
        this._buffer = '';
        return this;
    }
    /**
     * Adds raw text to the summary buffer
     *
     * @param {string} text content to add
     * @param {boolean} [addEOL=false] (optional) append an EOL to the raw text (default: false)
     *
     * @returns {Summary} summary instance
     */
    addRaw(text, addEOL = false) {
        this._buffer += text;
        return addEOL ? this.addEOL() : this;
    }
    /**
     * Adds the operating system-specific end-of-line marker to the buffer
     *
     * @returns {Summary} summary instance
     */
    addEOL() {
        return this.addRaw(external_os_.EOL);
    }
    /**
     * Adds an HTML codeblock to the summary buffer
     *
     * @param {string} code content to render within fenced code block
     * @param {string} lang (optional) language to syntax highlight code
     *
     * @returns {Summary} summary instance
     */
    addCodeBlock(code, lang) {
        const attrs = Object.assign({}, (lang && { lang }));
        const element = this.wrap('pre', this.wrap('code', code), attrs);
        return this.addRaw(element).addEOL();
    }
    /**
     * Adds an HTML list to the summary buffer
     *
     * @param {string[]} items list of items to render
     * @param {boolean} [ordered=false] (optional) if the rendered list should be ordered or not (default: false)
     *
     * @returns {Summary} summary instance
     */
    addList(items, ordered = false) {
        const tag = ordered ? 'ol' : 'ul';
        const listItems = items.map(item => this.wrap('li', item)).join('');
        const element = this.wrap(tag, listItems);
        return this.addRaw(element).addEOL();
    }
    /**
     * Adds an HTML table to the summary buffer
     *
     * @param {SummaryTableCell[]} rows table rows
     *
     * @returns {Summary} summary instance
     */
    addTable(rows) {
        const tableBody = rows
            .map(row => {
            const cells = row
                .map(cell => {
                if (typeof cell === 'string') {
                    return this.wrap('td', cell);
                }
                const { header, data, colspan, rowspan } = cell;
                const tag = header ? 'th' : 'td';
                const attrs = Object.assign(Object.assign({}, (colspan && { colspan })), (rowspan && { rowspan }));
                return this.wrap(tag, data, attrs);
            })
                .join('');
            return this.wrap('tr', cells);
        })
            .join('');
        const element = this.wrap('table', tableBody);
        return this.addRaw(element).addEOL();
    }
    /**
     * Adds a collapsable HTML details element to the summary buffer
     *
     * @param {string} label text for the closed state
     * @param {string} content collapsable content
     *
     * @returns {Summary} summary instance
     */
    addDetails(label, content) {
        const element = this.wrap('details', this.wrap('summary', label) + content);
        return this.addRaw(element).addEOL();
    }
    /**
     * Adds an HTML image tag to the summary buffer
     *
     * @param {string} src path to the image you to embed
     * @param {string} alt text description of the image
     * @param {SummaryImageOptions} options (optional) addition image attributes
     *
     * @returns {Summary} summary instance
     */
    addImage(src, alt, options) {
        const { width, height } = options || {};
        const attrs = Object.assign(Object.assign({}, (width && { width })), (height && { height }));
        const element = this.wrap('img', null, Object.assign({ src, alt }, attrs));
        return this.addRaw(element).addEOL();
    }
    /**
     * Adds an HTML section heading element
     *
     * @param {string} text heading text
     * @param {number | string} [level=1] (optional) the heading level, default: 1
     *
     * @returns {Summary} summary instance
     */
    addHeading(text, level) {
        const tag = `h${level}`;
        const allowedTag = ['h1', 'h2', 'h3', 'h4', 'h5', 'h6'].includes(tag)
            ? tag
            : 'h1';
        const element = this.wrap(allowedTag, text);
        return this.addRaw(element).addEOL();
    }
    /**
     * Adds an HTML thematic break (<hr>) to the summary buffer
     *
     * @returns {Summary} summary instance
     */
    addSeparator() {
        const element = this.wrap('hr', null);
        return this.addRaw(element).addEOL();
    }
    /**
     * Adds an HTML line break (<br>) to the summary buffer
     *
     * @returns {Summary} summary instance
     */
    addBreak() {
        const element = this.wrap('br', null);
        return this.addRaw(element).addEOL();
    }
    /**
     * Adds an HTML blockquote to the summary buffer
     *
     * @param {string} text quote text
     * @param {string} cite (optional) citation url
     *
     * @returns {Summary} summary instance
     */
    addQuote(text, cite) {
        const attrs = Object.assign({}, (cite && { cite }));
        const element = this.wrap('blockquote', text, attrs);
        return this.addRaw(element).addEOL();
    }
    /**
     * Adds an HTML anchor tag to the summary buffer
     *
     * @param {string} text link text/content
     * @param {string} href hyperlink
     *
     * @returns {Summary} summary instance
     */
    addLink(text, href) {
        const element = this.wrap('a', text, { href });
        return this.addRaw(element).addEOL();
    }
}
const _summary = new Summary();
/**
 * @deprecated use `core.summary`
 */
const markdownSummary = (/* unused pure expression or super */ null && (_summary));
const summary = _summary;
//# sourceMappingURL=summary.js.map
;// CONCATENATED MODULE: ./node_modules/@actions/core/lib/path-utils.js

/**
 * toPosixPath converts the given path to the posix form. On Windows, \\ will be
 * replaced with /.
 *
 * @param pth. Path to transform.
 * @return string Posix path.
 */
function toPosixPath(pth) {
    return pth.replace(/[\\]/g, '/');
}
/**
 * toWin32Path converts the given path to the win32 form. On Linux, / will be
 * replaced with \\.
 *
 * @param pth. Path to transform.
 * @return string Win32 path.
 */
function toWin32Path(pth) {
    return pth.replace(/[/]/g, '\\');
}
/**
 * toPlatformPath converts the given path to a platform-specific path. It does
 * this by replacing instances of / and \ with the platform-specific path
 * separator.
 *
 * @param pth The path to platformize.
 * @return string The platform-specific path.
 */
function toPlatformPath(pth) {
    return pth.replace(/[/\\]/g, path.sep);
}
//# sourceMappingURL=path-utils.js.map
// EXTERNAL MODULE: ./node_modules/@actions/exec/lib/exec.js + 4 modules
var lib_exec = __nccwpck_require__(5334);
;// CONCATENATED MODULE: ./node_modules/@actions/core/lib/platform.js
var platform_awaiter = (undefined && undefined.__awaiter) || function (thisArg, _arguments, P, generator) {
    function adopt(value) { return value instanceof P ? value : new P(function (resolve) { resolve(value); }); }
    return new (P || (P = Promise))(function (resolve, reject) {
        function fulfilled(value) { try { step(generator.next(value)); } catch (e) { reject(e); } }
        function rejected(value) { try { step(generator["throw"](value)); } catch (e) { reject(e); } }
        function step(result) { result.done ? resolve(result.value) : adopt(result.value).then(fulfilled, rejected); }
        step((generator = generator.apply(thisArg, _arguments || [])).next());
    });
};


const getWindowsInfo = () => platform_awaiter(void 0, void 0, void 0, function* () {
    const { stdout: version } = yield exec.getExecOutput('powershell -command "(Get-CimInstance -ClassName Win32_OperatingSystem).Version"', undefined, {
        silent: true
    });
    const { stdout: name } = yield exec.getExecOutput('powershell -command "(Get-CimInstance -ClassName Win32_OperatingSystem).Caption"', undefined, {
        silent: true
    });
    return {
        name: name.trim(),
        version: version.trim()
    };
});
const getMacOsInfo = () => platform_awaiter(void 0, void 0, void 0, function* () {
    var _a, _b, _c, _d;
    const { stdout } = yield exec.getExecOutput('sw_vers', undefined, {
        silent: true
    });
    const version = (_b = (_a = stdout.match(/ProductVersion:\s*(.+)/)) === null || _a === void 0 ? void 0 : _a[1]) !== null && _b !== void 0 ? _b : '';
    const name = (_d = (_c = stdout.match(/ProductName:\s*(.+)/)) === null || _c === void 0 ? void 0 : _c[1]) !== null && _d !== void 0 ? _d : '';
    return {
        name,
        version
    };
});
const getLinuxInfo = () => platform_awaiter(void 0, void 0, void 0, function* () {
    const { stdout } = yield exec.getExecOutput('lsb_release', ['-i', '-r', '-s'], {
        silent: true
    });
    const [name, version] = stdout.trim().split('\n');
    return {
        name,
        version
    };
});
const platform = external_os_.platform();
const arch = external_os_.arch();
const isWindows = platform === 'win32';
const isMacOS = platform === 'darwin';
const isLinux = platform === 'linux';
function getDetails() {
    return platform_awaiter(this, void 0, void 0, function* () {
        return Object.assign(Object.assign({}, (yield (isWindows
            ? getWindowsInfo()
            : isMacOS
                ? getMacOsInfo()
                : getLinuxInfo()))), { platform,
            arch,
            isWindows,
            isMacOS,
            isLinux });
    });
}
//# sourceMappingURL=platform.js.map
;// CONCATENATED MODULE: ./node_modules/@actions/core/lib/core.js
var core_awaiter = (undefined && undefined.__awaiter) || function (thisArg, _arguments, P, generator) {
    function adopt(value) { return value instanceof P ? value : new P(function (resolve) { resolve(value); }); }
    return new (P || (P = Promise))(function (resolve, reject) {
        function fulfilled(value) { try { step(generator.next(value)); } catch (e) { reject(e); } }
        function rejected(value) { try { step(generator["throw"](value)); } catch (e) { reject(e); } }
        function step(result) { result.done ? resolve(result.value) : adopt(result.value).then(fulfilled, rejected); }
        step((generator = generator.apply(thisArg, _arguments || [])).next());
    });
};






/**
 * The code to exit an action
 */
var ExitCode;
(function (ExitCode) {
    /**
     * A code indicating that the action was successful
     */
    ExitCode[ExitCode["Success"] = 0] = "Success";
    /**
     * A code indicating that the action was a failure
     */
    ExitCode[ExitCode["Failure"] = 1] = "Failure";
})(ExitCode || (ExitCode = {}));
//-----------------------------------------------------------------------
// Variables
//-----------------------------------------------------------------------
/**
 * Sets env variable for this action and future actions in the job
 * @param name the name of the variable to set
 * @param val the value of the variable. Non-string values will be converted to a string via JSON.stringify
 */
// eslint-disable-next-line @typescript-eslint/no-explicit-any
function exportVariable(name, val) {
    const convertedVal = toCommandValue(val);
    process.env[name] = convertedVal;
    const filePath = process.env['GITHUB_ENV'] || '';
    if (filePath) {
        return issueFileCommand('ENV', prepareKeyValueMessage(name, val));
    }
    issueCommand('set-env', { name }, convertedVal);
}
/**
 * Registers a secret which will get masked from logs
 *
 * @param secret - Value of the secret to be masked
 * @remarks
 * This function instructs the Actions runner to mask the specified value in any
 * logs produced during the workflow run. Once registered, the secret value will
 * be replaced with asterisks (***) whenever it appears in console output, logs,
 * or error messages.
 *
 * This is useful for protecting sensitive information such as:
 * - API keys
 * - Access tokens
 * - Authentication credentials
 * - URL parameters containing signatures (SAS tokens)
 *
 * Note that masking only affects future logs; any previous appearances of the
 * secret in logs before calling this function will remain unmasked.
 *
 * @example
 * ```typescript
 * // Register an API token as a secret
 * const apiToken = "abc123xyz456";
 * setSecret(apiToken);
 *
 * // Now any logs containing this value will show *** instead
 * console.log(`Using token: ${apiToken}`); // Outputs: "Using token: ***"
 * ```
 */
function setSecret(secret) {
    command_issueCommand('add-mask', {}, secret);
}
/**
 * Prepends inputPath to the PATH (for this action and future actions)
 * @param inputPath
 */
function addPath(inputPath) {
    const filePath = process.env['GITHUB_PATH'] || '';
    if (filePath) {
        issueFileCommand('PATH', inputPath);
    }
    else {
        issueCommand('add-path', {}, inputPath);
    }
    process.env['PATH'] = `${inputPath}${path.delimiter}${process.env['PATH']}`;
}
/**
 * Gets the value of an input.
 * Unless trimWhitespace is set to false in InputOptions, the value is also trimmed.
 * Returns an empty string if the value is not defined.
 *
 * @param     name     name of the input to get
 * @param     options  optional. See InputOptions.
 * @returns   string
 */
function getInput(name, options) {
    const val = process.env[`INPUT_${name.replace(/ /g, '_').toUpperCase()}`] || '';
    if (options && options.required && !val) {
        throw new Error(`Input required and not supplied: ${name}`);
    }
    if (options && options.trimWhitespace === false) {
        return val;
    }
    return val.trim();
}
/**
 * Gets the values of an multiline input.  Each value is also trimmed.
 *
 * @param     name     name of the input to get
 * @param     options  optional. See InputOptions.
 * @returns   string[]
 *
 */
function getMultilineInput(name, options) {
    const inputs = getInput(name, options)
        .split('\n')
        .filter(x => x !== '');
    if (options && options.trimWhitespace === false) {
        return inputs;
    }
    return inputs.map(input => input.trim());
}
/**
 * Gets the input value of the boolean type in the YAML 1.2 "core schema" specification.
 * Support boolean input list: `true | True | TRUE | false | False | FALSE` .
 * The return value is also in boolean type.
 * ref: https://yaml.org/spec/1.2/spec.html#id2804923
 *
 * @param     name     name of the input to get
 * @param     options  optional. See InputOptions.
 * @returns   boolean
 */
function getBooleanInput(name, options) {
    const trueValue = ['true', 'True', 'TRUE'];
    const falseValue = ['false', 'False', 'FALSE'];
    const val = getInput(name, options);
    if (trueValue.includes(val))
        return true;
    if (falseValue.includes(val))
        return false;
    throw new TypeError(`Input does not meet YAML 1.2 "Core Schema" specification: ${name}\n` +
        `Support boolean input list: \`true | True | TRUE | false | False | FALSE\``);
}
/**
 * Sets the value of an output.
 *
 * @param     name     name of the output to set
 * @param     value    value to store. Non-string values will be converted to a string via JSON.stringify
 */
// eslint-disable-next-line @typescript-eslint/no-explicit-any
function setOutput(name, value) {
    const filePath = process.env['GITHUB_OUTPUT'] || '';
    if (filePath) {
        return file_command_issueFileCommand('OUTPUT', file_command_prepareKeyValueMessage(name, value));
    }
    process.stdout.write(external_os_.EOL);
    command_issueCommand('set-output', { name }, utils_toCommandValue(value));
}
/**
 * Enables or disables the echoing of commands into stdout for the rest of the step.
 * Echoing is disabled by default if ACTIONS_STEP_DEBUG is not set.
 *
 */
function setCommandEcho(enabled) {
    issue('echo', enabled ? 'on' : 'off');
}
//-----------------------------------------------------------------------
// Results
//-----------------------------------------------------------------------
/**
 * Sets the action status to failed.
 * When the action exits it will be with an exit code of 1
 * @param message add error issue message
 */
function setFailed(message) {
    process.exitCode = ExitCode.Failure;
    error(message);
}
//-----------------------------------------------------------------------
// Logging Commands
//-----------------------------------------------------------------------
/**
 * Gets whether Actions Step Debug is on or not
 */
function isDebug() {
    return process.env['RUNNER_DEBUG'] === '1';
}
/**
 * Writes debug message to user log
 * @param message debug message
 */
function debug(message) {
    command_issueCommand('debug', {}, message);
}
/**
 * Adds an error issue
 * @param message error issue message. Errors will be converted to string via toString()
 * @param properties optional properties to add to the annotation.
 */
function error(message, properties = {}) {
    command_issueCommand('error', toCommandProperties(properties), message instanceof Error ? message.toString() : message);
}
/**
 * Adds a warning issue
 * @param message warning issue message. Errors will be converted to string via toString()
 * @param properties optional properties to add to the annotation.
 */
function warning(message, properties = {}) {
    command_issueCommand('warning', toCommandProperties(properties), message instanceof Error ? message.toString() : message);
}
/**
 * Adds a notice issue
 * @param message notice issue message. Errors will be converted to string via toString()
 * @param properties optional properties to add to the annotation.
 */
function notice(message, properties = {}) {
    command_issueCommand('notice', toCommandProperties(properties), message instanceof Error ? message.toString() : message);
}
/**
 * Writes info to log with console.log.
 * @param message info message
 */
function info(message) {
    process.stdout.write(message + external_os_.EOL);
}
/**
 * Begin an output group.
 *
 * Output until the next `groupEnd` will be foldable in this group
 *
 * @param name The name of the output group
 */
function startGroup(name) {
    issue('group', name);
}
/**
 * End an output group.
 */
function endGroup() {
    issue('endgroup');
}
/**
 * Wrap an asynchronous function call in a group.
 *
 * Returns the same type as the function itself.
 *
 * @param name The name of the group
 * @param fn The function to wrap in the group
 */
function group(name, fn) {
    return core_awaiter(this, void 0, void 0, function* () {
        startGroup(name);
        let result;
        try {
            result = yield fn();
        }
        finally {
            endGroup();
        }
        return result;
    });
}
//-----------------------------------------------------------------------
// Wrapper action state
//-----------------------------------------------------------------------
/**
 * Saves state for current action, the state can only be retrieved by this action's post job execution.
 *
 * @param     name     name of the state to store
 * @param     value    value to store. Non-string values will be converted to a string via JSON.stringify
 */
// eslint-disable-next-line @typescript-eslint/no-explicit-any
function saveState(name, value) {
    const filePath = process.env['GITHUB_STATE'] || '';
    if (filePath) {
        return issueFileCommand('STATE', prepareKeyValueMessage(name, value));
    }
    issueCommand('save-state', { name }, toCommandValue(value));
}
/**
 * Gets the value of an state set by this action's main execution.
 *
 * @param     name     name of the state to get
 * @returns   string
 */
function getState(name) {
    return process.env[`STATE_${name}`] || '';
}
function getIDToken(aud) {
    return core_awaiter(this, void 0, void 0, function* () {
        return yield OidcClient.getIDToken(aud);
    });
}
/**
 * Summary exports
 */

/**
 * @deprecated use core.summary
 */

/**
 * Path exports
 */

/**
 * Platform utilities exports
 */

//# sourceMappingURL=core.js.map

/***/ }),

/***/ 5334:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {


// EXPORTS
__nccwpck_require__.d(__webpack_exports__, {
  m: () => (/* binding */ exec)
});

// UNUSED EXPORTS: getExecOutput

;// CONCATENATED MODULE: external "string_decoder"
const external_string_decoder_namespaceObject = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("string_decoder");
// EXTERNAL MODULE: external "os"
var external_os_ = __nccwpck_require__(857);
// EXTERNAL MODULE: external "events"
var external_events_ = __nccwpck_require__(4434);
;// CONCATENATED MODULE: external "child_process"
const external_child_process_namespaceObject = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("child_process");
// EXTERNAL MODULE: external "path"
var external_path_ = __nccwpck_require__(6928);
// EXTERNAL MODULE: ./node_modules/@actions/io/lib/io.js
var io = __nccwpck_require__(8701);
// EXTERNAL MODULE: ./node_modules/@actions/io/lib/io-util.js
var io_util = __nccwpck_require__(90);
;// CONCATENATED MODULE: external "timers"
const external_timers_namespaceObject = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("timers");
;// CONCATENATED MODULE: ./node_modules/@actions/exec/lib/toolrunner.js
var __awaiter = (undefined && undefined.__awaiter) || function (thisArg, _arguments, P, generator) {
    function adopt(value) { return value instanceof P ? value : new P(function (resolve) { resolve(value); }); }
    return new (P || (P = Promise))(function (resolve, reject) {
        function fulfilled(value) { try { step(generator.next(value)); } catch (e) { reject(e); } }
        function rejected(value) { try { step(generator["throw"](value)); } catch (e) { reject(e); } }
        function step(result) { result.done ? resolve(result.value) : adopt(result.value).then(fulfilled, rejected); }
        step((generator = generator.apply(thisArg, _arguments || [])).next());
    });
};







/* eslint-disable @typescript-eslint/unbound-method */
const IS_WINDOWS = process.platform === 'win32';
/*
 * Class for running command line tools. Handles quoting and arg parsing in a platform agnostic way.
 */
class ToolRunner extends external_events_.EventEmitter {
    constructor(toolPath, args, options) {
        super();
        if (!toolPath) {
            throw new Error("Parameter 'toolPath' cannot be null or empty.");
        }
        this.toolPath = toolPath;
        this.args = args || [];
        this.options = options || {};
    }
    _debug(message) {
        if (this.options.listeners && this.options.listeners.debug) {
            this.options.listeners.debug(message);
        }
    }
    _getCommandString(options, noPrefix) {
        const toolPath = this._getSpawnFileName();
        const args = this._getSpawnArgs(options);
        let cmd = noPrefix ? '' : '[command]'; // omit prefix when piped to a second tool
        if (IS_WINDOWS) {
            // Windows + cmd file
            if (this._isCmdFile()) {
                cmd += toolPath;
                for (const a of args) {
                    cmd += ` ${a}`;
                }
            }
            // Windows + verbatim
            else if (options.windowsVerbatimArguments) {
                cmd += `"${toolPath}"`;
                for (const a of args) {
                    cmd += ` ${a}`;
                }
            }
            // Windows (regular)
            else {
                cmd += this._windowsQuoteCmdArg(toolPath);
                for (const a of args) {
                    cmd += ` ${this._windowsQuoteCmdArg(a)}`;
                }
            }
        }
        else {
            // OSX/Linux - this can likely be improved with some form of quoting.
            // creating processes on Unix is fundamentally different than Windows.
            // on Unix, execvp() takes an arg array.
            cmd += toolPath;
            for (const a of args) {
                cmd += ` ${a}`;
            }
        }
        return cmd;
    }
    _processLineBuffer(data, strBuffer, onLine) {
        try {
            let s = strBuffer + data.toString();
            let n = s.indexOf(external_os_.EOL);
            while (n > -1) {
                const line = s.substring(0, n);
                onLine(line);
                // the rest of the string ...
                s = s.substring(n + external_os_.EOL.length);
                n = s.indexOf(external_os_.EOL);
            }
            return s;
        }
        catch (err) {
            // streaming lines to console is best effort.  Don't fail a build.
            this._debug(`error processing line. Failed with error ${err}`);
            return '';
        }
    }
    _getSpawnFileName() {
        if (IS_WINDOWS) {
            if (this._isCmdFile()) {
                return process.env['COMSPEC'] || 'cmd.exe';
            }
        }
        return this.toolPath;
    }
    _getSpawnArgs(options) {
        if (IS_WINDOWS) {
            if (this._isCmdFile()) {
                let argline = `/D /S /C "${this._windowsQuoteCmdArg(this.toolPath)}`;
                for (const a of this.args) {
                    argline += ' ';
                    argline += options.windowsVerbatimArguments
                        ? a
                        : this._windowsQuoteCmdArg(a);
                }
                argline += '"';
                return [argline];
            }
        }
        return this.args;
    }
    _endsWith(str, end) {
        return str.endsWith(end);
    }
    _isCmdFile() {
        const upperToolPath = this.toolPath.toUpperCase();
        return (this._endsWith(upperToolPath, '.CMD') ||
            this._endsWith(upperToolPath, '.BAT'));
    }
    _windowsQuoteCmdArg(arg) {
        // for .exe, apply the normal quoting rules that libuv applies
        if (!this._isCmdFile()) {
            return this._uvQuoteCmdArg(arg);
        }
        // otherwise apply quoting rules specific to the cmd.exe command line parser.
        // the libuv rules are generic and are not designed specifically for cmd.exe
        // command line parser.
        //
        // for a detailed description of the cmd.exe command line parser, refer to
        // http://stackoverflow.com/questions/4094699/how-does-the-windows-command-interpreter-cmd-exe-parse-scripts/7970912#7970912
        // need quotes for empty arg
        if (!arg) {
            return '""';
        }
        // determine whether the arg needs to be quoted
        const cmdSpecialChars = [
            ' ',
            '\t',
            '&',
            '(',
            ')',
            '[',
            ']',
            '{',
            '}',
            '^',
            '=',
            ';',
            '!',
            "'",
            '+',
            ',',
            '`',
            '~',
            '|',
            '<',
            '>',
            '"'
        ];
        let needsQuotes = false;
        for (const char of arg) {
            if (cmdSpecialChars.some(x => x === char)) {
                needsQuotes = true;
                break;
            }
        }
        // short-circuit if quotes not needed
        if (!needsQuotes) {
            return arg;
        }
        // the following quoting rules are very similar to the rules that by libuv applies.
        //
        // 1) wrap the string in quotes
        //
        // 2) double-up quotes - i.e. " => ""
        //
        //    this is different from the libuv quoting rules. libuv replaces " with \", which unfortunately
        //    doesn't work well with a cmd.exe command line.
        //
        //    note, replacing " with "" also works well if the arg is passed to a downstream .NET console app.
        //    for example, the command line:
        //          foo.exe "myarg:""my val"""
        //    is parsed by a .NET console app into an arg array:
        //          [ "myarg:\"my val\"" ]
        //    which is the same end result when applying libuv quoting rules. although the actual
        //    command line from libuv quoting rules would look like:
        //          foo.exe "myarg:\"my val\""
        //
        // 3) double-up slashes that precede a quote,
        //    e.g.  hello \world    => "hello \world"
        //          hello\"world    => "hello\\""world"
        //          hello\\"world   => "hello\\\\""world"
        //          hello world\    => "hello world\\"
        //
        //    technically this is not required for a cmd.exe command line, or the batch argument parser.
        //    the reasons for including this as a .cmd quoting rule are:
        //
        //    a) this is optimized for the scenario where the argument is passed from the .cmd file to an
        //       external program. many programs (e.g. .NET console apps) rely on the slash-doubling rule.
        //
        //    b) it's what we've been doing previously (by deferring to node default behavior) and we
        //       haven't heard any complaints about that aspect.
        //
        // note, a weakness of the quoting rules chosen here, is that % is not escaped. in fact, % cannot be
        // escaped when used on the command line directly - even though within a .cmd file % can be escaped
        // by using %%.
        //
        // the saving grace is, on the command line, %var% is left as-is if var is not defined. this contrasts
        // the line parsing rules within a .cmd file, where if var is not defined it is replaced with nothing.
        //
        // one option that was explored was replacing % with ^% - i.e. %var% => ^%var^%. this hack would
        // often work, since it is unlikely that var^ would exist, and the ^ character is removed when the
        // variable is used. the problem, however, is that ^ is not removed when %* is used to pass the args
        // to an external program.
        //
        // an unexplored potential solution for the % escaping problem, is to create a wrapper .cmd file.
        // % can be escaped within a .cmd file.
        let reverse = '"';
        let quoteHit = true;
        for (let i = arg.length; i > 0; i--) {
            // walk the string in reverse
            reverse += arg[i - 1];
            if (quoteHit && arg[i - 1] === '\\') {
                reverse += '\\'; // double the slash
            }
            else if (arg[i - 1] === '"') {
                quoteHit = true;
                reverse += '"'; // double the quote
            }
            else {
                quoteHit = false;
            }
        }
        reverse += '"';
        return reverse.split('').reverse().join('');
    }
    _uvQuoteCmdArg(arg) {
        // Tool runner wraps child_process.spawn() and needs to apply the same quoting as
        // Node in certain cases where the undocumented spawn option windowsVerbatimArguments
        // is used.
        //
        // Since this function is a port of quote_cmd_arg from Node 4.x (technically, lib UV,
        // see https://github.com/nodejs/node/blob/v4.x/deps/uv/src/win/process.c for details),
        // pasting copyright notice from Node within this function:
        //
        //      Copyright Joyent, Inc. and other Node contributors. All rights reserved.
        //
        //      Permission is hereby granted, free of charge, to any person obtaining a copy
        //      of this software and associated documentation files (the "Software"), to
        //      deal in the Software without restriction, including without limitation the
        //      rights to use, copy, modify, merge, publish, distribute, sublicense, and/or
        //      sell copies of the Software, and to permit persons to whom the Software is
        //      furnished to do so, subject to the following conditions:
        //
        //      The above copyright notice and this permission notice shall be included in
        //      all copies or substantial portions of the Software.
        //
        //      THE SOFTWARE IS PROVIDED "AS IS", WITHOUT WARRANTY OF ANY KIND, EXPRESS OR
        //      IMPLIED, INCLUDING BUT NOT LIMITED TO THE WARRANTIES OF MERCHANTABILITY,
        //      FITNESS FOR A PARTICULAR PURPOSE AND NONINFRINGEMENT. IN NO EVENT SHALL THE
        //      AUTHORS OR COPYRIGHT HOLDERS BE LIABLE FOR ANY CLAIM, DAMAGES OR OTHER
        //      LIABILITY, WHETHER IN AN ACTION OF CONTRACT, TORT OR OTHERWISE, ARISING
        //      FROM, OUT OF OR IN CONNECTION WITH THE SOFTWARE OR THE USE OR OTHER DEALINGS
        //      IN THE SOFTWARE.
        if (!arg) {
            // Need double quotation for empty argument
            return '""';
        }
        if (!arg.includes(' ') && !arg.includes('\t') && !arg.includes('"')) {
            // No quotation needed
            return arg;
        }
        if (!arg.includes('"') && !arg.includes('\\')) {
            // No embedded double quotes or backslashes, so I can just wrap
            // quote marks around the whole thing.
            return `"${arg}"`;
        }
        // Expected input/output:
        //   input : hello"world
        //   output: "hello\"world"
        //   input : hello""world
        //   output: "hello\"\"world"
        //   input : hello\world
        //   output: hello\world
        //   input : hello\\world
        //   output: hello\\world
        //   input : hello\"world
        //   output: "hello\\\"world"
        //   input : hello\\"world
        //   output: "hello\\\\\"world"
        //   input : hello world\
        //   output: "hello world\\" - note the comment in libuv actually reads "hello world\"
        //                             but it appears the comment is wrong, it should be "hello world\\"
        let reverse = '"';
        let quoteHit = true;
        for (let i = arg.length; i > 0; i--) {
            // walk the string in reverse
            reverse += arg[i - 1];
            if (quoteHit && arg[i - 1] === '\\') {
                reverse += '\\';
            }
            else if (arg[i - 1] === '"') {
                quoteHit = true;
                reverse += '\\';
            }
            else {
                quoteHit = false;
            }
        }
        reverse += '"';
        return reverse.split('').reverse().join('');
    }
    _cloneExecOptions(options) {
        options = options || {};
        const result = {
            cwd: options.cwd || process.cwd(),
            env: options.env || process.env,
            silent: options.silent || false,
            windowsVerbatimArguments: options.windowsVerbatimArguments || false,
            failOnStdErr: options.failOnStdErr || false,
            ignoreReturnCode: options.ignoreReturnCode || false,
            delay: options.delay || 10000
        };
        result.outStream = options.outStream || process.stdout;
        result.errStream = options.errStream || process.stderr;
        return result;
    }
    _getSpawnOptions(options, toolPath) {
        options = options || {};
        const result = {};
        result.cwd = options.cwd;
        result.env = options.env;
        result['windowsVerbatimArguments'] =
            options.windowsVerbatimArguments || this._isCmdFile();
        if (options.windowsVerbatimArguments) {
            result.argv0 = `"${toolPath}"`;
        }
        return result;
    }
    /**
     * Exec a tool.
     * Output will be streamed to the live console.
     * Returns promise with return code
     *
     * @param     tool     path to tool to exec
     * @param     options  optional exec options.  See ExecOptions
     * @returns   number
     */
    exec() {
        return __awaiter(this, void 0, void 0, function* () {
            // root the tool path if it is unrooted and contains relative pathing
            if (!io_util/* isRooted */.Qh(this.toolPath) &&
                (this.toolPath.includes('/') ||
                    (IS_WINDOWS && this.toolPath.includes('\\')))) {
                // prefer options.cwd if it is specified, however options.cwd may also need to be rooted
                this.toolPath = external_path_.resolve(process.cwd(), this.options.cwd || process.cwd(), this.toolPath);
            }
            // if the tool is only a file name, then resolve it from the PATH
            // otherwise verify it exists (add extension on Windows if necessary)
            this.toolPath = yield io/* which */.K7(this.toolPath, true);
            return new Promise((resolve, reject) => __awaiter(this, void 0, void 0, function* () {
                this._debug(`exec tool: ${this.toolPath}`);
                this._debug('arguments:');
                for (const arg of this.args) {
                    this._debug(`   ${arg}`);
                }
                const optionsNonNull = this._cloneExecOptions(this.options);
                if (!optionsNonNull.silent && optionsNonNull.outStream) {
                    optionsNonNull.outStream.write(this._getCommandString(optionsNonNull) + external_os_.EOL);
                }
                const state = new ExecState(optionsNonNull, this.toolPath);
                state.on('debug', (message) => {
                    this._debug(message);
                });
                if (this.options.cwd && !(yield io_util/* exists */.t2(this.options.cwd))) {
                    return reject(new Error(`The cwd: ${this.options.cwd} does not exist!`));
                }
                const fileName = this._getSpawnFileName();
                const cp = external_child_process_namespaceObject.spawn(fileName, this._getSpawnArgs(optionsNonNull), this._getSpawnOptions(this.options, fileName));
                let stdbuffer = '';
                if (cp.stdout) {
                    cp.stdout.on('data', (data) => {
                        if (this.options.listeners && this.options.listeners.stdout) {
                            this.options.listeners.stdout(data);
                        }
                        if (!optionsNonNull.silent && optionsNonNull.outStream) {
                            optionsNonNull.outStream.write(data);
                        }
                        stdbuffer = this._processLineBuffer(data, stdbuffer, (line) => {
                            if (this.options.listeners && this.options.listeners.stdline) {
                                this.options.listeners.stdline(line);
                            }
                        });
                    });
                }
                let errbuffer = '';
                if (cp.stderr) {
                    cp.stderr.on('data', (data) => {
                        state.processStderr = true;
                        if (this.options.listeners && this.options.listeners.stderr) {
                            this.options.listeners.stderr(data);
                        }
                        if (!optionsNonNull.silent &&
                            optionsNonNull.errStream &&
                            optionsNonNull.outStream) {
                            const s = optionsNonNull.failOnStdErr
                                ? optionsNonNull.errStream
                                : optionsNonNull.outStream;
                            s.write(data);
                        }
                        errbuffer = this._processLineBuffer(data, errbuffer, (line) => {
                            if (this.options.listeners && this.options.listeners.errline) {
                                this.options.listeners.errline(line);
                            }
                        });
                    });
                }
                cp.on('error', (err) => {
                    state.processError = err.message;
                    state.processExited = true;
                    state.processClosed = true;
                    state.CheckComplete();
                });
                cp.on('exit', (code) => {
                    state.processExitCode = code;
                    state.processExited = true;
                    this._debug(`Exit code ${code} received from tool '${this.toolPath}'`);
                    state.CheckComplete();
                });
                cp.on('close', (code) => {
                    state.processExitCode = code;
                    state.processExited = true;
                    state.processClosed = true;
                    this._debug(`STDIO streams have closed for tool '${this.toolPath}'`);
                    state.CheckComplete();
                });
                state.on('done', (error, exitCode) => {
                    if (stdbuffer.length > 0) {
                        this.emit('stdline', stdbuffer);
                    }
                    if (errbuffer.length > 0) {
                        this.emit('errline', errbuffer);
                    }
                    cp.removeAllListeners();
                    if (error) {
                        reject(error);
                    }
                    else {
                        resolve(exitCode);
                    }
                });
                if (this.options.input) {
                    if (!cp.stdin) {
                        throw new Error('child process missing stdin');
                    }
                    cp.stdin.end(this.options.input);
                }
            }));
        });
    }
}
/**
 * Convert an arg string to an array of args. Handles escaping
 *
 * @param    argString   string of arguments
 * @returns  string[]    array of arguments
 */
function argStringToArray(argString) {
    const args = [];
    let inQuotes = false;
    let escaped = false;
    let arg = '';
    function append(c) {
        // we only escape double quotes.
        if (escaped && c !== '"') {
            arg += '\\';
        }
        arg += c;
        escaped = false;
    }
    for (let i = 0; i < argString.length; i++) {
        const c = argString.charAt(i);
        if (c === '"') {
            if (!escaped) {
                inQuotes = !inQuotes;
            }
            else {
                append(c);
            }
            continue;
        }
        if (c === '\\' && escaped) {
            append(c);
            continue;
        }
        if (c === '\\' && inQuotes) {
            escaped = true;
            continue;
        }
        if (c === ' ' && !inQuotes) {
            if (arg.length > 0) {
                args.push(arg);
                arg = '';
            }
            continue;
        }
        append(c);
    }
    if (arg.length > 0) {
        args.push(arg.trim());
    }
    return args;
}
class ExecState extends external_events_.EventEmitter {
    constructor(options, toolPath) {
        super();
        this.processClosed = false; // tracks whether the process has exited and stdio is closed
        this.processError = '';
        this.processExitCode = 0;
        this.processExited = false; // tracks whether the process has exited
        this.processStderr = false; // tracks whether stderr was written to
        this.delay = 10000; // 10 seconds
        this.done = false;
        this.timeout = null;
        if (!toolPath) {
            throw new Error('toolPath must not be empty');
        }
        this.options = options;
        this.toolPath = toolPath;
        if (options.delay) {
            this.delay = options.delay;
        }
    }
    CheckComplete() {
        if (this.done) {
            return;
        }
        if (this.processClosed) {
            this._setResult();
        }
        else if (this.processExited) {
            this.timeout = (0,external_timers_namespaceObject.setTimeout)(ExecState.HandleTimeout, this.delay, this);
        }
    }
    _debug(message) {
        this.emit('debug', message);
    }
    _setResult() {
        // determine whether there is an error
        let error;
        if (this.processExited) {
            if (this.processError) {
                error = new Error(`There was an error when attempting to execute the process '${this.toolPath}'. This may indicate the process failed to start. Error: ${this.processError}`);
            }
            else if (this.processExitCode !== 0 && !this.options.ignoreReturnCode) {
                error = new Error(`The process '${this.toolPath}' failed with exit code ${this.processExitCode}`);
            }
            else if (this.processStderr && this.options.failOnStdErr) {
                error = new Error(`The process '${this.toolPath}' failed because one or more lines were written to the STDERR stream`);
            }
        }
        // clear the timeout
        if (this.timeout) {
            clearTimeout(this.timeout);
            this.timeout = null;
        }
        this.done = true;
        this.emit('done', error, this.processExitCode);
    }
    static HandleTimeout(state) {
        if (state.done) {
            return;
        }
        if (!state.processClosed && state.processExited) {
            const message = `The STDIO streams did not close within ${state.delay / 1000} seconds of the exit event from process '${state.toolPath}'. This may indicate a child process inherited the STDIO streams and has not yet exited.`;
            state._debug(message);
        }
        state._setResult();
    }
}
//# sourceMappingURL=toolrunner.js.map
;// CONCATENATED MODULE: ./node_modules/@actions/exec/lib/exec.js
var exec_awaiter = (undefined && undefined.__awaiter) || function (thisArg, _arguments, P, generator) {
    function adopt(value) { return value instanceof P ? value : new P(function (resolve) { resolve(value); }); }
    return new (P || (P = Promise))(function (resolve, reject) {
        function fulfilled(value) { try { step(generator.next(value)); } catch (e) { reject(e); } }
        function rejected(value) { try { step(generator["throw"](value)); } catch (e) { reject(e); } }
        function step(result) { result.done ? resolve(result.value) : adopt(result.value).then(fulfilled, rejected); }
        step((generator = generator.apply(thisArg, _arguments || [])).next());
    });
};


/**
 * Exec a command.
 * Output will be streamed to the live console.
 * Returns promise with return code
 *
 * @param     commandLine        command to execute (can include additional args). Must be correctly escaped.
 * @param     args               optional arguments for tool. Escaping is handled by the lib.
 * @param     options            optional exec options.  See ExecOptions
 * @returns   Promise<number>    exit code
 */
function exec(commandLine, args, options) {
    return exec_awaiter(this, void 0, void 0, function* () {
        const commandArgs = argStringToArray(commandLine);
        if (commandArgs.length === 0) {
            throw new Error(`Parameter 'commandLine' cannot be null or empty.`);
        }
        // Path to tool to execute should be first arg
        const toolPath = commandArgs[0];
        args = commandArgs.slice(1).concat(args || []);
        const runner = new ToolRunner(toolPath, args, options);
        return runner.exec();
    });
}
/**
 * Exec a command and get the output.
 * Output will be streamed to the live console.
 * Returns promise with the exit code and collected stdout and stderr
 *
 * @param     commandLine           command to execute (can include additional args). Must be correctly escaped.
 * @param     args                  optional arguments for tool. Escaping is handled by the lib.
 * @param     options               optional exec options.  See ExecOptions
 * @returns   Promise<ExecOutput>   exit code, stdout, and stderr
 */
function getExecOutput(commandLine, args, options) {
    return exec_awaiter(this, void 0, void 0, function* () {
        var _a, _b;
        let stdout = '';
        let stderr = '';
        //Using string decoder covers the case where a mult-byte character is split
        const stdoutDecoder = new StringDecoder('utf8');
        const stderrDecoder = new StringDecoder('utf8');
        const originalStdoutListener = (_a = options === null || options === void 0 ? void 0 : options.listeners) === null || _a === void 0 ? void 0 : _a.stdout;
        const originalStdErrListener = (_b = options === null || options === void 0 ? void 0 : options.listeners) === null || _b === void 0 ? void 0 : _b.stderr;
        const stdErrListener = (data) => {
            stderr += stderrDecoder.write(data);
            if (originalStdErrListener) {
                originalStdErrListener(data);
            }
        };
        const stdOutListener = (data) => {
            stdout += stdoutDecoder.write(data);
            if (originalStdoutListener) {
                originalStdoutListener(data);
            }
        };
        const listeners = Object.assign(Object.assign({}, options === null || options === void 0 ? void 0 : options.listeners), { stdout: stdOutListener, stderr: stdErrListener });
        const exitCode = yield exec(commandLine, args, Object.assign(Object.assign({}, options), { listeners }));
        //flush any remaining characters
        stdout += stdoutDecoder.end();
        stderr += stderrDecoder.end();
        return {
            exitCode,
            stdout,
            stderr
        };
    });
}
//# sourceMappingURL=exec.js.map

/***/ }),

/***/ 7157:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   o: () => (/* binding */ Context)
/* harmony export */ });
/* harmony import */ var fs__WEBPACK_IMPORTED_MODULE_0__ = __nccwpck_require__(9896);
/* harmony import */ var os__WEBPACK_IMPORTED_MODULE_1__ = __nccwpck_require__(857);


class Context {
    /**
     * Hydrate the context from the environment
     */
    constructor() {
        var _a, _b, _c;
        this.payload = {};
        if (process.env.GITHUB_EVENT_PATH) {
            if ((0,fs__WEBPACK_IMPORTED_MODULE_0__.existsSync)(process.env.GITHUB_EVENT_PATH)) {
                this.payload = JSON.parse((0,fs__WEBPACK_IMPORTED_MODULE_0__.readFileSync)(process.env.GITHUB_EVENT_PATH, { encoding: 'utf8' }));
            }
            else {
                const path = process.env.GITHUB_EVENT_PATH;
                process.stdout.write(`GITHUB_EVENT_PATH ${path} does not exist${os__WEBPACK_IMPORTED_MODULE_1__.EOL}`);
            }
        }
        this.eventName = process.env.GITHUB_EVENT_NAME;
        this.sha = process.env.GITHUB_SHA;
        this.ref = process.env.GITHUB_REF;
        this.workflow = process.env.GITHUB_WORKFLOW;
        this.action = process.env.GITHUB_ACTION;
        this.actor = process.env.GITHUB_ACTOR;
        this.job = process.env.GITHUB_JOB;
        this.runAttempt = parseInt(process.env.GITHUB_RUN_ATTEMPT, 10);
        this.runNumber = parseInt(process.env.GITHUB_RUN_NUMBER, 10);
        this.runId = parseInt(process.env.GITHUB_RUN_ID, 10);
        this.apiUrl = (_a = process.env.GITHUB_API_URL) !== null && _a !== void 0 ? _a : `https://api.github.com`;
        this.serverUrl = (_b = process.env.GITHUB_SERVER_URL) !== null && _b !== void 0 ? _b : `https://github.com`;
        this.graphqlUrl =
            (_c = process.env.GITHUB_GRAPHQL_URL) !== null && _c !== void 0 ? _c : `https://api.github.com/graphql`;
    }
    get issue() {
        const payload = this.payload;
        return Object.assign(Object.assign({}, this.repo), { number: (payload.issue || payload.pull_request || payload).number });
    }
    get repo() {
        if (process.env.GITHUB_REPOSITORY) {
            const [owner, repo] = process.env.GITHUB_REPOSITORY.split('/');
            return { owner, repo };
        }
        if (this.payload.repository) {
            return {
                owner: this.payload.repository.owner.login,
                repo: this.payload.repository.name
            };
        }
        throw new Error("context.repo requires a GITHUB_REPOSITORY environment variable like 'owner/repo'");
    }
}
//# sourceMappingURL=context.js.map

/***/ }),

/***/ 90:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   H8: () => (/* binding */ IS_WINDOWS),
/* harmony export */   Qh: () => (/* binding */ isRooted),
/* harmony export */   t2: () => (/* binding */ exists),
/* harmony export */   vr: () => (/* binding */ tryGetExecutablePath)
/* harmony export */ });
/* unused harmony exports chmod, copyFile, lstat, mkdir, open, readdir, rename, rm, rmdir, stat, symlink, unlink, readlink, UV_FS_O_EXLOCK, READONLY, isDirectory, getCmdPath */
/* harmony import */ var fs__WEBPACK_IMPORTED_MODULE_0__ = __nccwpck_require__(9896);
/* harmony import */ var path__WEBPACK_IMPORTED_MODULE_1__ = __nccwpck_require__(6928);
var __awaiter = (undefined && undefined.__awaiter) || function (thisArg, _arguments, P, generator) {
    function adopt(value) { return value instanceof P ? value : new P(function (resolve) { resolve(value); }); }
    return new (P || (P = Promise))(function (resolve, reject) {
        function fulfilled(value) { try { step(generator.next(value)); } catch (e) { reject(e); } }
        function rejected(value) { try { step(generator["throw"](value)); } catch (e) { reject(e); } }
        function step(result) { result.done ? resolve(result.value) : adopt(result.value).then(fulfilled, rejected); }
        step((generator = generator.apply(thisArg, _arguments || [])).next());
    });
};


const { chmod, copyFile, lstat, mkdir, open, readdir, rename, rm, rmdir, stat, symlink, unlink } = fs__WEBPACK_IMPORTED_MODULE_0__.promises;
// export const {open} = 'fs'
const IS_WINDOWS = process.platform === 'win32';
/**
 * Custom implementation of readlink to ensure Windows junctions
 * maintain trailing backslash for backward compatibility with Node.js < 24
 *
 * In Node.js 20, Windows junctions (directory symlinks) always returned paths
 * with trailing backslashes. Node.js 24 removed this behavior, which breaks
 * code that relied on this format for path operations.
 *
 * This implementation restores the Node 20 behavior by adding a trailing
 * backslash to all junction results on Windows.
 */
function readlink(fsPath) {
    return __awaiter(this, void 0, void 0, function* () {
        const result = yield fs.promises.readlink(fsPath);
        // On Windows, restore Node 20 behavior: add trailing backslash to all results
        // since junctions on Windows are always directory links
        if (IS_WINDOWS && !result.endsWith('\\')) {
            return `${result}\\`;
        }
        return result;
    });
}
// See https://github.com/nodejs/node/blob/d0153aee367422d0858105abec186da4dff0a0c5/deps/uv/include/uv/win.h#L691
const UV_FS_O_EXLOCK = 0x10000000;
const READONLY = fs__WEBPACK_IMPORTED_MODULE_0__.constants.O_RDONLY;
function exists(fsPath) {
    return __awaiter(this, void 0, void 0, function* () {
        try {
            yield stat(fsPath);
        }
        catch (err) {
            if (err.code === 'ENOENT') {
                return false;
            }
            throw err;
        }
        return true;
    });
}
function isDirectory(fsPath_1) {
    return __awaiter(this, arguments, void 0, function* (fsPath, useStat = false) {
        const stats = useStat ? yield stat(fsPath) : yield lstat(fsPath);
        return stats.isDirectory();
    });
}
/**
 * On OSX/Linux, true if path starts with '/'. On Windows, true for paths like:
 * \, \hello, \\hello\share, C:, and C:\hello (and corresponding alternate separator cases).
 */
function isRooted(p) {
    p = normalizeSeparators(p);
    if (!p) {
        throw new Error('isRooted() parameter "p" cannot be empty');
    }
    if (IS_WINDOWS) {
        return (p.startsWith('\\') || /^[A-Z]:/i.test(p) // e.g. \ or \hello or \\hello
        ); // e.g. C: or C:\hello
    }
    return p.startsWith('/');
}
/**
 * Best effort attempt to determine whether a file exists and is executable.
 * @param filePath    file path to check
 * @param extensions  additional file extensions to try
 * @return if file exists and is executable, returns the file path. otherwise empty string.
 */
function tryGetExecutablePath(filePath, extensions) {
    return __awaiter(this, void 0, void 0, function* () {
        let stats = undefined;
        try {
            // test file exists
            stats = yield stat(filePath);
        }
        catch (err) {
            if (err.code !== 'ENOENT') {
                // eslint-disable-next-line no-console
                console.log(`Unexpected error attempting to determine if executable file exists '${filePath}': ${err}`);
            }
        }
        if (stats && stats.isFile()) {
            if (IS_WINDOWS) {
                // on Windows, test for valid extension
                const upperExt = path__WEBPACK_IMPORTED_MODULE_1__.extname(filePath).toUpperCase();
                if (extensions.some(validExt => validExt.toUpperCase() === upperExt)) {
                    return filePath;
                }
            }
            else {
                if (isUnixExecutable(stats)) {
                    return filePath;
                }
            }
        }
        // try each extension
        const originalFilePath = filePath;
        for (const extension of extensions) {
            filePath = originalFilePath + extension;
            stats = undefined;
            try {
                stats = yield stat(filePath);
            }
            catch (err) {
                if (err.code !== 'ENOENT') {
                    // eslint-disable-next-line no-console
                    console.log(`Unexpected error attempting to determine if executable file exists '${filePath}': ${err}`);
                }
            }
            if (stats && stats.isFile()) {
                if (IS_WINDOWS) {
                    // preserve the case of the actual file (since an extension was appended)
                    try {
                        const directory = path__WEBPACK_IMPORTED_MODULE_1__.dirname(filePath);
                        const upperName = path__WEBPACK_IMPORTED_MODULE_1__.basename(filePath).toUpperCase();
                        for (const actualName of yield readdir(directory)) {
                            if (upperName === actualName.toUpperCase()) {
                                filePath = path__WEBPACK_IMPORTED_MODULE_1__.join(directory, actualName);
                                break;
                            }
                        }
                    }
                    catch (err) {
                        // eslint-disable-next-line no-console
                        console.log(`Unexpected error attempting to determine the actual case of the file '${filePath}': ${err}`);
                    }
                    return filePath;
                }
                else {
                    if (isUnixExecutable(stats)) {
                        return filePath;
                    }
                }
            }
        }
        return '';
    });
}
function normalizeSeparators(p) {
    p = p || '';
    if (IS_WINDOWS) {
        // convert slashes on Windows
        p = p.replace(/\//g, '\\');
        // remove redundant slashes
        return p.replace(/\\\\+/g, '\\');
    }
    // remove redundant slashes
    return p.replace(/\/\/+/g, '/');
}
// on Mac/Linux, test the execute bit
//     R   W  X  R  W X R W X
//   256 128 64 32 16 8 4 2 1
function isUnixExecutable(stats) {
    return ((stats.mode & 1) > 0 ||
        ((stats.mode & 8) > 0 &&
            process.getgid !== undefined &&
            stats.gid === process.getgid()) ||
        ((stats.mode & 64) > 0 &&
            process.getuid !== undefined &&
            stats.uid === process.getuid()));
}
// Get the path of cmd.exe in windows
function getCmdPath() {
    var _a;
    return (_a = process.env['COMSPEC']) !== null && _a !== void 0 ? _a : `cmd.exe`;
}
//# sourceMappingURL=io-util.js.map

/***/ }),

/***/ 8701:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   K7: () => (/* binding */ which)
/* harmony export */ });
/* unused harmony exports cp, mv, rmRF, mkdirP, findInPath */
/* harmony import */ var assert__WEBPACK_IMPORTED_MODULE_0__ = __nccwpck_require__(2613);
/* harmony import */ var path__WEBPACK_IMPORTED_MODULE_1__ = __nccwpck_require__(6928);
/* harmony import */ var _io_util_js__WEBPACK_IMPORTED_MODULE_2__ = __nccwpck_require__(90);
var __awaiter = (undefined && undefined.__awaiter) || function (thisArg, _arguments, P, generator) {
    function adopt(value) { return value instanceof P ? value : new P(function (resolve) { resolve(value); }); }
    return new (P || (P = Promise))(function (resolve, reject) {
        function fulfilled(value) { try { step(generator.next(value)); } catch (e) { reject(e); } }
        function rejected(value) { try { step(generator["throw"](value)); } catch (e) { reject(e); } }
        function step(result) { result.done ? resolve(result.value) : adopt(result.value).then(fulfilled, rejected); }
        step((generator = generator.apply(thisArg, _arguments || [])).next());
    });
};



/**
 * Copies a file or folder.
 * Based off of shelljs - https://github.com/shelljs/shelljs/blob/9237f66c52e5daa40458f94f9565e18e8132f5a6/src/cp.js
 *
 * @param     source    source path
 * @param     dest      destination path
 * @param     options   optional. See CopyOptions.
 */
function cp(source_1, dest_1) {
    return __awaiter(this, arguments, void 0, function* (source, dest, options = {}) {
        const { force, recursive, copySourceDirectory } = readCopyOptions(options);
        const destStat = (yield ioUtil.exists(dest)) ? yield ioUtil.stat(dest) : null;
        // Dest is an existing file, but not forcing
        if (destStat && destStat.isFile() && !force) {
            return;
        }
        // If dest is an existing directory, should copy inside.
        const newDest = destStat && destStat.isDirectory() && copySourceDirectory
            ? path.join(dest, path.basename(source))
            : dest;
        if (!(yield ioUtil.exists(source))) {
            throw new Error(`no such file or directory: ${source}`);
        }
        const sourceStat = yield ioUtil.stat(source);
        if (sourceStat.isDirectory()) {
            if (!recursive) {
                throw new Error(`Failed to copy. ${source} is a directory, but tried to copy without recursive flag.`);
            }
            else {
                yield cpDirRecursive(source, newDest, 0, force);
            }
        }
        else {
            if (path.relative(source, newDest) === '') {
                // a file cannot be copied to itself
                throw new Error(`'${newDest}' and '${source}' are the same file`);
            }
            yield copyFile(source, newDest, force);
        }
    });
}
/**
 * Moves a path.
 *
 * @param     source    source path
 * @param     dest      destination path
 * @param     options   optional. See MoveOptions.
 */
function mv(source_1, dest_1) {
    return __awaiter(this, arguments, void 0, function* (source, dest, options = {}) {
        if (yield ioUtil.exists(dest)) {
            let destExists = true;
            if (yield ioUtil.isDirectory(dest)) {
                // If dest is directory copy src into dest
                dest = path.join(dest, path.basename(source));
                destExists = yield ioUtil.exists(dest);
            }
            if (destExists) {
                if (options.force == null || options.force) {
                    yield rmRF(dest);
                }
                else {
                    throw new Error('Destination already exists');
                }
            }
        }
        yield mkdirP(path.dirname(dest));
        yield ioUtil.rename(source, dest);
    });
}
/**
 * Remove a path recursively with force
 *
 * @param inputPath path to remove
 */
function rmRF(inputPath) {
    return __awaiter(this, void 0, void 0, function* () {
        if (ioUtil.IS_WINDOWS) {
            // Check for invalid characters
            // https://docs.microsoft.com/en-us/windows/win32/fileio/naming-a-file
            if (/[*"<>|]/.test(inputPath)) {
                throw new Error('File path must not contain `*`, `"`, `<`, `>` or `|` on Windows');
            }
        }
        try {
            // note if path does not exist, error is silent
            yield ioUtil.rm(inputPath, {
                force: true,
                maxRetries: 3,
                recursive: true,
                retryDelay: 300
            });
        }
        catch (err) {
            throw new Error(`File was unable to be removed ${err}`);
        }
    });
}
/**
 * Make a directory.  Creates the full path with folders in between
 * Will throw if it fails
 *
 * @param   fsPath        path to create
 * @returns Promise<void>
 */
function mkdirP(fsPath) {
    return __awaiter(this, void 0, void 0, function* () {
        ok(fsPath, 'a path argument must be provided');
        yield ioUtil.mkdir(fsPath, { recursive: true });
    });
}
/**
 * Returns path of a tool had the tool actually been invoked.  Resolves via paths.
 * If you check and the tool does not exist, it will throw.
 *
 * @param     tool              name of the tool
 * @param     check             whether to check if tool exists
 * @returns   Promise<string>   path to tool
 */
function which(tool, check) {
    return __awaiter(this, void 0, void 0, function* () {
        if (!tool) {
            throw new Error("parameter 'tool' is required");
        }
        // recursive when check=true
        if (check) {
            const result = yield which(tool, false);
            if (!result) {
                if (_io_util_js__WEBPACK_IMPORTED_MODULE_2__/* .IS_WINDOWS */ .H8) {
                    throw new Error(`Unable to locate executable file: ${tool}. Please verify either the file path exists or the file can be found within a directory specified by the PATH environment variable. Also verify the file has a valid extension for an executable file.`);
                }
                else {
                    throw new Error(`Unable to locate executable file: ${tool}. Please verify either the file path exists or the file can be found within a directory specified by the PATH environment variable. Also check the file mode to verify the file is executable.`);
                }
            }
            return result;
        }
        const matches = yield findInPath(tool);
        if (matches && matches.length > 0) {
            return matches[0];
        }
        return '';
    });
}
/**
 * Returns a list of all occurrences of the given tool on the system path.
 *
 * @returns   Promise<string[]>  the paths of the tool
 */
function findInPath(tool) {
    return __awaiter(this, void 0, void 0, function* () {
        if (!tool) {
            throw new Error("parameter 'tool' is required");
        }
        // build the list of extensions to try
        const extensions = [];
        if (_io_util_js__WEBPACK_IMPORTED_MODULE_2__/* .IS_WINDOWS */ .H8 && process.env['PATHEXT']) {
            for (const extension of process.env['PATHEXT'].split(path__WEBPACK_IMPORTED_MODULE_1__.delimiter)) {
                if (extension) {
                    extensions.push(extension);
                }
            }
        }
        // if it's rooted, return it if exists. otherwise return empty.
        if (_io_util_js__WEBPACK_IMPORTED_MODULE_2__/* .isRooted */ .Qh(tool)) {
            const filePath = yield _io_util_js__WEBPACK_IMPORTED_MODULE_2__/* .tryGetExecutablePath */ .vr(tool, extensions);
            if (filePath) {
                return [filePath];
            }
            return [];
        }
        // if any path separators, return empty
        if (tool.includes(path__WEBPACK_IMPORTED_MODULE_1__.sep)) {
            return [];
        }
        // build the list of directories
        //
        // Note, technically "where" checks the current directory on Windows. From a toolkit perspective,
        // it feels like we should not do this. Checking the current directory seems like more of a use
        // case of a shell, and the which() function exposed by the toolkit should strive for consistency
        // across platforms.
        const directories = [];
        if (process.env.PATH) {
            for (const p of process.env.PATH.split(path__WEBPACK_IMPORTED_MODULE_1__.delimiter)) {
                if (p) {
                    directories.push(p);
                }
            }
        }
        // find all matches
        const matches = [];
        for (const directory of directories) {
            const filePath = yield _io_util_js__WEBPACK_IMPORTED_MODULE_2__/* .tryGetExecutablePath */ .vr(path__WEBPACK_IMPORTED_MODULE_1__.join(directory, tool), extensions);
            if (filePath) {
                matches.push(filePath);
            }
        }
        return matches;
    });
}
function readCopyOptions(options) {
    const force = options.force == null ? true : options.force;
    const recursive = Boolean(options.recursive);
    const copySourceDirectory = options.copySourceDirectory == null
        ? true
        : Boolean(options.copySourceDirectory);
    return { force, recursive, copySourceDirectory };
}
function cpDirRecursive(sourceDir, destDir, currentDepth, force) {
    return __awaiter(this, void 0, void 0, function* () {
        // Ensure there is not a run away recursive copy
        if (currentDepth >= 255)
            return;
        currentDepth++;
        yield mkdirP(destDir);
        const files = yield ioUtil.readdir(sourceDir);
        for (const fileName of files) {
            const srcFile = `${sourceDir}/${fileName}`;
            const destFile = `${destDir}/${fileName}`;
            const srcFileStat = yield ioUtil.lstat(srcFile);
            if (srcFileStat.isDirectory()) {
                // Recurse
                yield cpDirRecursive(srcFile, destFile, currentDepth, force);
            }
            else {
                yield copyFile(srcFile, destFile, force);
            }
        }
        // Change the mode for the newly created directory
        yield ioUtil.chmod(destDir, (yield ioUtil.stat(sourceDir)).mode);
    });
}
// Buffered file copy
function copyFile(srcFile, destFile, force) {
    return __awaiter(this, void 0, void 0, function* () {
        if ((yield ioUtil.lstat(srcFile)).isSymbolicLink()) {
            // unlink/re-link it
            try {
                yield ioUtil.lstat(destFile);
                yield ioUtil.unlink(destFile);
            }
            catch (e) {
                // Try to override file permission
                if (e.code === 'EPERM') {
                    yield ioUtil.chmod(destFile, '0666');
                    yield ioUtil.unlink(destFile);
                }
                // other errors = it doesn't exist, no work to do
            }
            // Copy over symlink
            const symlinkFull = yield ioUtil.readlink(srcFile);
            yield ioUtil.symlink(symlinkFull, destFile, ioUtil.IS_WINDOWS ? 'junction' : null);
        }
        else if (!(yield ioUtil.exists(destFile)) || force) {
            yield ioUtil.copyFile(srcFile, destFile);
        }
    });
}
//# sourceMappingURL=io.js.map

/***/ })

/******/ });
/************************************************************************/
/******/ // The module cache
/******/ var __webpack_module_cache__ = {};
/******/ 
/******/ // The require function
/******/ function __nccwpck_require__(moduleId) {
/******/ 	// Check if module is in cache
/******/ 	var cachedModule = __webpack_module_cache__[moduleId];
/******/ 	if (cachedModule !== undefined) {
/******/ 		return cachedModule.exports;
/******/ 	}
/******/ 	// Create a new module (and put it into the cache)
/******/ 	var module = __webpack_module_cache__[moduleId] = {
/******/ 		// no module.id needed
/******/ 		// no module.loaded needed
/******/ 		exports: {}
/******/ 	};
/******/ 
/******/ 	// Execute the module function
/******/ 	var threw = true;
/******/ 	try {
/******/ 		__webpack_modules__[moduleId].call(module.exports, module, module.exports, __nccwpck_require__);
/******/ 		threw = false;
/******/ 	} finally {
/******/ 		if(threw) delete __webpack_module_cache__[moduleId];
/******/ 	}
/******/ 
/******/ 	// Return the exports of the module
/******/ 	return module.exports;
/******/ }
/******/ 
/******/ // expose the modules object (__webpack_modules__)
/******/ __nccwpck_require__.m = __webpack_modules__;
/******/ 
/************************************************************************/
/******/ /* webpack/runtime/asset-relocator-loader */
/******/ if (typeof __nccwpck_require__ !== 'undefined') __nccwpck_require__.ab = decodeURIComponent(new URL('.', import.meta.url).pathname).slice(import.meta.url.match(/^file:\/\/\/\w:/) ? 1 : 0, -1) + "/";
/******/ 
/******/ /* webpack/runtime/async module */
/******/ (() => {
/******/ 	var webpackQueues = typeof Symbol === "function" ? Symbol("webpack queues") : "__webpack_queues__";
/******/ 	var webpackExports = typeof Symbol === "function" ? Symbol("webpack exports") : "__webpack_exports__";
/******/ 	var webpackError = typeof Symbol === "function" ? Symbol("webpack error") : "__webpack_error__";
/******/ 	var resolveQueue = (queue) => {
/******/ 		if(queue && queue.d < 1) {
/******/ 			queue.d = 1;
/******/ 			queue.forEach((fn) => (fn.r--));
/******/ 			queue.forEach((fn) => (fn.r-- ? fn.r++ : fn()));
/******/ 		}
/******/ 	}
/******/ 	var wrapDeps = (deps) => (deps.map((dep) => {
/******/ 		if(dep !== null && typeof dep === "object") {
/******/ 			if(dep[webpackQueues]) return dep;
/******/ 			if(dep.then) {
/******/ 				var queue = [];
/******/ 				queue.d = 0;
/******/ 				dep.then((r) => {
/******/ 					obj[webpackExports] = r;
/******/ 					resolveQueue(queue);
/******/ 				}, (e) => {
/******/ 					obj[webpackError] = e;
/******/ 					resolveQueue(queue);
/******/ 				});
/******/ 				var obj = {};
/******/ 				obj[webpackQueues] = (fn) => (fn(queue));
/******/ 				return obj;
/******/ 			}
/******/ 		}
/******/ 		var ret = {};
/******/ 		ret[webpackQueues] = x => {};
/******/ 		ret[webpackExports] = dep;
/******/ 		return ret;
/******/ 	}));
/******/ 	__nccwpck_require__.a = (module, body, hasAwait) => {
/******/ 		var queue;
/******/ 		hasAwait && ((queue = []).d = -1);
/******/ 		var depQueues = new Set();
/******/ 		var exports = module.exports;
/******/ 		var currentDeps;
/******/ 		var outerResolve;
/******/ 		var reject;
/******/ 		var promise = new Promise((resolve, rej) => {
/******/ 			reject = rej;
/******/ 			outerResolve = resolve;
/******/ 		});
/******/ 		promise[webpackExports] = exports;
/******/ 		promise[webpackQueues] = (fn) => (queue && fn(queue), depQueues.forEach(fn), promise["catch"](x => {}));
/******/ 		module.exports = promise;
/******/ 		body((deps) => {
/******/ 			currentDeps = wrapDeps(deps);
/******/ 			var fn;
/******/ 			var getResult = () => (currentDeps.map((d) => {
/******/ 				if(d[webpackError]) throw d[webpackError];
/******/ 				return d[webpackExports];
/******/ 			}))
/******/ 			var promise = new Promise((resolve) => {
/******/ 				fn = () => (resolve(getResult));
/******/ 				fn.r = 0;
/******/ 				var fnQueue = (q) => (q !== queue && !depQueues.has(q) && (depQueues.add(q), q && !q.d && (fn.r++, q.push(fn))));
/******/ 				currentDeps.map((dep) => (dep[webpackQueues](fnQueue)));
/******/ 			});
/******/ 			return fn.r ? promise : getResult();
/******/ 		}, (err) => ((err ? reject(promise[webpackError] = err) : outerResolve(exports)), resolveQueue(queue)));
/******/ 		queue && queue.d < 0 && (queue.d = 0);
/******/ 	};
/******/ })();
/******/ 
/******/ /* webpack/runtime/create fake namespace object */
/******/ (() => {
/******/ 	var getProto = Object.getPrototypeOf ? (obj) => (Object.getPrototypeOf(obj)) : (obj) => (obj.__proto__);
/******/ 	var leafPrototypes;
/******/ 	// create a fake namespace object
/******/ 	// mode & 1: value is a module id, require it
/******/ 	// mode & 2: merge all properties of value into the ns
/******/ 	// mode & 4: return value when already ns object
/******/ 	// mode & 16: return value when it's Promise-like
/******/ 	// mode & 8|1: behave like require
/******/ 	__nccwpck_require__.t = function(value, mode) {
/******/ 		if(mode & 1) value = this(value);
/******/ 		if(mode & 8) return value;
/******/ 		if(typeof value === 'object' && value) {
/******/ 			if((mode & 4) && value.__esModule) return value;
/******/ 			if((mode & 16) && typeof value.then === 'function') return value;
/******/ 		}
/******/ 		var ns = Object.create(null);
/******/ 		__nccwpck_require__.r(ns);
/******/ 		var def = {};
/******/ 		leafPrototypes = leafPrototypes || [null, getProto({}), getProto([]), getProto(getProto)];
/******/ 		for(var current = mode & 2 && value; typeof current == 'object' && !~leafPrototypes.indexOf(current); current = getProto(current)) {
/******/ 			Object.getOwnPropertyNames(current).forEach((key) => (def[key] = () => (value[key])));
/******/ 		}
/******/ 		def['default'] = () => (value);
/******/ 		__nccwpck_require__.d(ns, def);
/******/ 		return ns;
/******/ 	};
/******/ })();
/******/ 
/******/ /* webpack/runtime/define property getters */
/******/ (() => {
/******/ 	// define getter functions for harmony exports
/******/ 	__nccwpck_require__.d = (exports, definition) => {
/******/ 		for(var key in definition) {
/******/ 			if(__nccwpck_require__.o(definition, key) && !__nccwpck_require__.o(exports, key)) {
/******/ 				Object.defineProperty(exports, key, { enumerable: true, get: definition[key] });
/******/ 			}
/******/ 		}
/******/ 	};
/******/ })();
/******/ 
/******/ /* webpack/runtime/ensure chunk */
/******/ (() => {
/******/ 	__nccwpck_require__.f = {};
/******/ 	// This file contains only the entry chunk.
/******/ 	// The chunk loading function for additional chunks
/******/ 	__nccwpck_require__.e = (chunkId) => {
/******/ 		return Promise.all(Object.keys(__nccwpck_require__.f).reduce((promises, key) => {
/******/ 			__nccwpck_require__.f[key](chunkId, promises);
/******/ 			return promises;
/******/ 		}, []));
/******/ 	};
/******/ })();
/******/ 
/******/ /* webpack/runtime/get javascript chunk filename */
/******/ (() => {
/******/ 	// This function allow to reference async chunks
/******/ 	__nccwpck_require__.u = (chunkId) => {
/******/ 		// return url for filenames based on template
/******/ 		return "" + chunkId + ".index.js";
/******/ 	};
/******/ })();
/******/ 
/******/ /* webpack/runtime/hasOwnProperty shorthand */
/******/ (() => {
/******/ 	__nccwpck_require__.o = (obj, prop) => (Object.prototype.hasOwnProperty.call(obj, prop))
/******/ })();
/******/ 
/******/ /* webpack/runtime/make namespace object */
/******/ (() => {
/******/ 	// define __esModule on exports
/******/ 	__nccwpck_require__.r = (exports) => {
/******/ 		if(typeof Symbol !== 'undefined' && Symbol.toStringTag) {
/******/ 			Object.defineProperty(exports, Symbol.toStringTag, { value: 'Module' });
/******/ 		}
/******/ 		Object.defineProperty(exports, '__esModule', { value: true });
/******/ 	};
/******/ })();
/******/ 
/******/ /* webpack/runtime/import chunk loading */
/******/ (() => {
/******/ 	// no baseURI
/******/ 	
/******/ 	// object to store loaded and loading chunks
/******/ 	// undefined = chunk not loaded, null = chunk preloaded/prefetched
/******/ 	// [resolve, Promise] = chunk loading, 0 = chunk loaded
/******/ 	var installedChunks = {
/******/ 		792: 0
/******/ 	};
/******/ 	
/******/ 	var installChunk = (data) => {
/******/ 		var {ids, modules, runtime} = data;
/******/ 		// add "modules" to the modules object,
/******/ 		// then flag all "ids" as loaded and fire callback
/******/ 		var moduleId, chunkId, i = 0;
/******/ 		for(moduleId in modules) {
/******/ 			if(__nccwpck_require__.o(modules, moduleId)) {
/******/ 				__nccwpck_require__.m[moduleId] = modules[moduleId];
/******/ 			}
/******/ 		}
/******/ 		if(runtime) runtime(__nccwpck_require__);
/******/ 		for(;i < ids.length; i++) {
/******/ 			chunkId = ids[i];
/******/ 			if(__nccwpck_require__.o(installedChunks, chunkId) && installedChunks[chunkId]) {
/******/ 				installedChunks[chunkId][0]();
/******/ 			}
/******/ 			installedChunks[ids[i]] = 0;
/******/ 		}
/******/ 	
/******/ 	}
/******/ 	
/******/ 	__nccwpck_require__.f.j = (chunkId, promises) => {
/******/ 			// import() chunk loading for javascript
/******/ 			var installedChunkData = __nccwpck_require__.o(installedChunks, chunkId) ? installedChunks[chunkId] : undefined;
/******/ 			if(installedChunkData !== 0) { // 0 means "already installed".
/******/ 	
/******/ 				// a Promise means "currently loading".
/******/ 				if(installedChunkData) {
/******/ 					promises.push(installedChunkData[1]);
/******/ 				} else {
/******/ 					if(true) { // all chunks have JS
/******/ 						// setup Promise in chunk cache
/******/ 						var promise = import("./" + __nccwpck_require__.u(chunkId)).then(installChunk, (e) => {
/******/ 							if(installedChunks[chunkId] !== 0) installedChunks[chunkId] = undefined;
/******/ 							throw e;
/******/ 						});
/******/ 						var promise = Promise.race([promise, new Promise((resolve) => (installedChunkData = installedChunks[chunkId] = [resolve]))])
/******/ 						promises.push(installedChunkData[1] = promise);
/******/ 					}
/******/ 				}
/******/ 			}
/******/ 	};
/******/ 	
/******/ 	// no prefetching
/******/ 	
/******/ 	// no preloaded
/******/ 	
/******/ 	// no external install chunk
/******/ 	
/******/ 	// no on chunks loaded
/******/ })();
/******/ 
/************************************************************************/
/******/ 
/******/ // startup
/******/ // Load entry module and return exports
/******/ // This entry module used 'module' so it can't be inlined
/******/ var __webpack_exports__ = __nccwpck_require__(9479);
/******/ __webpack_exports__ = await __webpack_exports__;
/******/ 
