export const id = 727;
export const ids = [727];
export const modules = {

/***/ 727:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

__webpack_require__.r(__webpack_exports__);
/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   formatDate: () => (/* binding */ formatDate)
/* harmony export */ });
/* harmony import */ var moment_timezone_builds_moment_timezone_with_data_1970_2030_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(6282);
/* harmony import */ var _lib_failure_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(982);


function formatDate(instant, format, zoneName) {
    if (moment_timezone_builds_moment_timezone_with_data_1970_2030_js__WEBPACK_IMPORTED_MODULE_0__.tz.zone(zoneName))
        return moment_timezone_builds_moment_timezone_with_data_1970_2030_js__WEBPACK_IMPORTED_MODULE_0__.tz(instant, zoneName).format(format);
    throw (0,_lib_failure_js__WEBPACK_IMPORTED_MODULE_1__/* .failure */ .V2)(`"${(0,_lib_failure_js__WEBPACK_IMPORTED_MODULE_1__/* .cut */ .Jj)(zoneName)}" is not a time zone. Give a name of the tz database, such as Asia/Tokyo or UTC.`);
}


/***/ })

};
