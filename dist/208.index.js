export const id = 208;
export const ids = [208];
export const modules = {

/***/ 6353:
/***/ ((module, __unused_webpack_exports, __webpack_require__) => {



const SemVer = __webpack_require__(7163)
const parse = (version, options, throwErrors = false) => {
  if (version instanceof SemVer) {
    return version
  }
  try {
    return new SemVer(version, options)
  } catch (er) {
    if (!throwErrors) {
      return null
    }
    throw er
  }
}

module.exports = parse


/***/ }),

/***/ 1208:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

__webpack_require__.r(__webpack_exports__);
/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   semverTag: () => (/* binding */ semverTag)
/* harmony export */ });
/* harmony import */ var semver_functions_parse_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(6353);

function semverTag(text, pattern, { fill, isOnly }) {
    const version = semver_functions_parse_js__WEBPACK_IMPORTED_MODULE_0__(text);
    if (!version)
        return undefined;
    if (version.prerelease.length === 0)
        return { value: fill(pattern, version), isRelease: true };
    return { value: isOnly(pattern, 'raw') ? version.raw : version.version, isRelease: false };
}


/***/ })

};
