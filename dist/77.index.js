export const id = 77;
export const ids = [77];
export const modules = {

/***/ 8077:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   aliasedKey: () => (/* binding */ aliasedKey)
/* harmony export */ });
/* harmony import */ var _aws_sdk_client_kms__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(2632);
/* harmony import */ var _request_errors_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(2135);


const PATIENCE_MS = 3_000;
async function aliasedKey(ecr, alias) {
    const region = await ecr.config.region();
    const { credentials } = ecr.config;
    const kms = new _aws_sdk_client_kms__WEBPACK_IMPORTED_MODULE_0__/* .KMSClient */ .pgq({ region, credentials, requestHandler: { connectionTimeout: PATIENCE_MS } });
    try {
        const { KeyMetadata } = await kms.send(new _aws_sdk_client_kms__WEBPACK_IMPORTED_MODULE_0__/* .DescribeKeyCommand */ .spV({ KeyId: alias }));
        return { arn: KeyMetadata?.Arn ?? '' };
    }
    catch (error) {
        const { name, message } = error;
        if (name === 'NotFoundException')
            return { arn: '' };
        return { unknown: (0,_request_errors_js__WEBPACK_IMPORTED_MODULE_1__/* .explainNoAnswer */ .n3)(error, 'kms:DescribeKey', region) ?? `${message} (${name}).` };
    }
}


/***/ })

};
